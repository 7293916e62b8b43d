/** The vocabulary of refusals: what each code means, what kind of answer it is, and whether sending the same again can help. */

/**
 * What sort of refusal a code is. A gateway maps a kind to a transport status in one place; nothing else knows HTTP.
 *
 * - `invalid`: the input breaks a rule of its form
 * - `unauthenticated`: nobody known is calling
 * - `forbidden`: the caller may not do this
 * - `not-found`: what it names does not exist
 * - `conflict`: it contradicts what already stands
 * - `refused`: well formed and permitted, but a business rule says no
 * - `busy`: try again later
 * - `unavailable`: a part of the system is away
 * - `broken`: the ledger's own data contradict each other
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'busy'
  | 'unavailable'
  | 'broken';

/** One row of the vocabulary. */
export interface ErrorRow {
  readonly kind: ErrorKind;
  readonly meaning: string;
  /** Whether the very same request may succeed when it is sent again later. */
  readonly retryable: boolean;
}

const row = (kind: ErrorKind, meaning: string, retryable = false): ErrorRow => ({ kind, meaning, retryable });

/** Every code that a contract or a gateway may answer with. */
export const ERROR_CODES = {
  INVALID_INPUT: row('invalid', 'a field breaks a rule of its form'),
  NOT_PERMITTED: row('forbidden', 'no row of the permission table lets this organisation and role do this'),
  UNKNOWN_MEMBER: row('forbidden', 'the submitting certificate belongs to no member of this consortium'),
  WRONG_CHANNEL: row('forbidden', 'this contract does not stand on this channel'),
  UNKNOWN_TRANSACTION: row('invalid', 'no contract of this package has a transaction of this name'),
  INTERNAL_FAULT: row('broken', 'the contract failed in a way that is no refusal; its process logged where'),
  PRIVATE_DATA_PENDING: row(
    'unavailable',
    'the private data are on the ledger and have not reached this peer yet',
    true,
  ),
  BROKEN_STATE: row('broken', 'a stored state does not parse by its schema'),

  LEDGER_UNAVAILABLE: row('unavailable', 'the ledger cannot be reached now, and nothing was sent to it', true),
  LEDGER_BUSY: row('busy', 'too much is in flight at the peer', true),
  LEDGER_CONFLICT: row('busy', 'others kept changing the same keys, and nothing was changed', true),
  LEDGER_DISAGREES: row(
    'unavailable',
    'endorsers answered differently, mostly because one lags, and nothing was sent',
    true,
  ),
  LEDGER_FAULT: row('broken', 'the ledger failed in a way that is no refusal of a contract'),
  OUTCOME_UNKNOWN: row('unavailable', 'the transaction was sent and may yet commit: look it up by its id', true),
  TRANSACTION_INVALID: row('broken', 'the members found the transaction invalid when they validated its block'),
  CERTIFICATE_REFUSED: row(
    'forbidden',
    'the peer refuses the caller’s certificate: revoked, expired, or of no member here',
  ),

  NOT_AUTHENTICATED: row('unauthenticated', 'the request carries no bearer token'),
  TOKEN_REFUSED: row('unauthenticated', 'the bearer token is not one that this gateway accepts, or not any more'),
  SCOPE_MISSING: row('forbidden', 'the bearer token was not given the scope that this takes'),
  PERSON_REVOKED: row('forbidden', 'the organisation has revoked this person: no certificate is issued to them'),
  SIGN_IN_NEEDED: row(
    'unavailable',
    'the certificate of who began this has ended: it goes on when they call with a token again',
    true,
  ),
  IDENTITY_UNAVAILABLE: row('unavailable', 'the issuer of tokens, or of certificates, gives no answer now', true),
  CERTIFICATE_REQUEST_REFUSED: row(
    'refused',
    'the request for a certificate is not for the caller, or not signed by its key',
  ),
  OWN_CERTIFICATE_REFUSED: row(
    'forbidden',
    'the certificate is none of this organisation’s for the caller, their role and their site, in force now',
  ),
  GATEWAY_KEY_NEEDED: row(
    'refused',
    'this goes on after the request, so the gateway signs it: send it without a certificate of your own',
  ),
  OWN_KEY_NEEDED: row('refused', 'this takes a certificate of a key that the caller keeps themselves'),
  // The next three leave a command as if it had not been sent: it may be sent again under its Idempotency-Key.
  RESIGN: row('conflict', 'others changed the same keys meanwhile: look at it again, and sign it again', true),
  SIGNATURE_REFUSED: row(
    'refused',
    'the signature is not the certificate’s over these bytes, or has the higher S',
    true,
  ),
  SIGNING_ABANDONED: row('unavailable', 'nobody signed in time, or the gateway stops: nothing was sent', true),
  SIGNING_NOT_FOUND: row('not-found', 'the caller has nothing with this id to sign, or not any more'),
  TOO_MANY_REQUESTS: row('busy', 'the caller asks more often, or guesses more often, than is allowed', true),
  IDEMPOTENCY_KEY_IN_FLIGHT: row('conflict', 'a request with this Idempotency-Key is still being worked on', true),
  IDEMPOTENCY_KEY_REUSED: row('refused', 'this Idempotency-Key stood with another body before'),
  JOB_NOT_FOUND: row('not-found', 'the caller’s organisation has no job with this id, or not for this role'),
  JOB_GIVEN_UP: row('broken', 'the job ended again and again at the same place, for a reason that nobody foresaw'),
  STALE: row('unavailable', 'the own peer lags the other members’, so its answer might be old', true),
  MEMBER_UNAVAILABLE: row('unavailable', 'another member’s gateway gives no answer now', true),
  SERVICE_UNAVAILABLE: row('unavailable', 'a part of this gateway is away', true),

  HEAD_NOT_GROWING: row('conflict', 'the log already has a head of this size or more'),
  HEAD_NOT_FOUND: row('not-found', 'this organisation has anchored no head of this log'),

  PREFIX_ALREADY_ASSIGNED: row(
    'conflict',
    'the company prefix, or one that overlaps it, belongs to another organisation',
  ),
  PREFIX_NOT_ASSIGNED: row('refused', 'the company prefix is not assigned to the caller’s organisation'),
  PRODUCT_NOT_FOUND: row('not-found', 'no product with this GTIN is registered in this network'),
  PRODUCT_NOT_OWNED: row('refused', 'the product belongs to another organisation'),
  PRODUCT_ALREADY_REGISTERED: row('conflict', 'the GTIN is registered already, with other data'),
  LOT_NOT_FOUND: row('not-found', 'no lot with this number is registered for this product'),
  LOT_MISMATCH: row('conflict', 'the lot stands already with another expiry or another secret'),
  LOT_FULL: row('refused', 'a lot has at most 16 parts'),
  PART_NOT_FOUND: row('not-found', 'the lot has no part with this registration id'),
  PART_ALREADY_REGISTERED: row('conflict', 'the registration id stands already with another manifest'),
  PART_ALREADY_SEALED: row('conflict', 'the part is sealed: no page can be written any more'),
  PART_INCOMPLETE: row('refused', 'pages of the part are still missing'),
  PART_ABANDONED: row('refused', 'the registration was abandoned by its maker'),
  PAGE_NOT_IN_ORDER: row('refused', 'the digests of a page do not ascend strictly, or one belongs on another page'),
  SITE_MISSING: row('refused', 'the caller’s certificate names no site, and this is done at one'),
  PACKING_NOT_FOUND: row('not-found', 'there is no packing with this id'),
  PACKING_ALREADY_OPENED: row('conflict', 'the packing id stands already with another part or list'),
  PACKING_NOT_CLAIMED: row('refused', 'containers of the packing are not claimed yet'),
  PACKING_INCOMPLETE: row('refused', 'packs of the packing are not packed yet'),
  PACKING_ALREADY_CLOSED: row('conflict', 'the packing is closed: its packs are in their containers'),
  PACKING_ABANDONED: row('refused', 'the packing was abandoned by its maker'),
  PACK_ALREADY_PACKED: row('conflict', 'a pack is in a container already'),
  PACK_NEVER_PACKED: row('conflict', 'a pack goes into its first container by a packing of its maker'),
  PACK_NOT_FOUND: row('not-found', 'no sealed part of the lot holds the pack'),
  PACK_NOT_GENUINE: row('refused', 'what the code says is not what its maker registered, or was misread'),
  PACK_ALREADY_SUPPLIED: row('conflict', 'the pack was supplied already'),
  PACK_NOT_ACTIVE: row('conflict', 'the pack is in a state from which this does not follow'),
  PACK_EXPIRED: row('refused', 'the pack’s expiry day is over'),
  LOT_STOPPED: row('refused', 'the pack’s lot is locked or recalled, or its product withdrawn'),
  PACK_NOT_UNDOABLE: row('refused', 'the pack’s state cannot be taken back, or not here, or not any more'),
  UNITS_EXCEEDED: row('refused', 'the opened pack has fewer units left'),
  PACK_NOT_REGISTERED: row('refused', 'the maker registered no such pack of this lot, or not with this part'),
  CONTAINER_NOT_FOUND: row('not-found', 'no container with this SSCC is known'),
  CONTAINER_INSIDE: row('conflict', 'the container is inside another one, which is unpacked or opened first'),
  CONTAINER_NOT_INSIDE: row('refused', 'the container is not in the one that it is to be taken out of'),
  CONTAINER_NOT_ACTIVE: row('refused', 'what lies in the container left the saleable stock as a whole'),
  CONTAINER_NOT_EMPTY: row('refused', 'the container holds other containers'),
  CONTAINER_OPENED: row('refused', 'the container was opened: it is not packed, unpacked or moved any more'),
  CONTAINER_NOT_FILLED: row('refused', 'a packing that fills the container is not closed yet'),
  CONTAINER_FULL: row('refused', 'the container holds as much, or as deep, as a container can'),
  CONTAINER_IN_TRANSIT: row('refused', 'the container is on its way, until it is received or its shipment is voided'),
  CONTAINER_NOT_IN_SHIPMENT: row('refused', 'the container is not on its way with this shipment'),
  SHIPMENT_NOT_FOUND: row('not-found', 'there is no shipment with this id'),
  SHIPMENT_ALREADY_SENT: row('conflict', 'the shipment id stands already for another shipment'),
  NOT_A_RETURN: row('refused', 'the shipment does not return what it names: other parties, or other containers'),
  CONTAINER_GONE: row('refused', 'the container left the network, was lost or destroyed: nobody holds it'),
  CONTAINER_NOT_AWAY: row(
    'refused',
    'the container neither left the network nor was lost: one that turns up all the same is reported as surplus',
  ),
  DEPARTURE_NOT_FOUND: row('not-found', 'there is no departure with this id'),
  DEPARTURE_ALREADY_RECORDED: row('conflict', 'the departure id stands already for another departure'),
  READMISSION_NOT_FOUND: row('not-found', 'there is no readmission with this id'),
  READMISSION_ALREADY_RECORDED: row('conflict', 'the readmission id stands already for another readmission'),
  DISCREPANCY_NOT_FOUND: row('not-found', 'there is no discrepancy with this id'),
  DISCREPANCY_ALREADY_REPORTED: row('conflict', 'the discrepancy id stands already for another discrepancy'),
  DISCREPANCY_ALREADY_RESOLVED: row('conflict', 'the discrepancy was resolved already, in another way'),
  DISCREPANCY_NOT_SETTLED: row(
    'refused',
    'custody is not yet as the resolution says: the container is shipped, received or taken back first',
  ),
  NOT_RESOLVER: row('refused', 'this resolution is for the other party of the discrepancy, or for another site'),
  NOT_RECEIVER: row('refused', 'the shipment names another receiver, or another of its sites'),
  NOT_HOLDER: row('refused', 'it is with another organisation, or at another site than the caller'),
  RECALL_NOT_FOUND: row('not-found', 'there is no recall with this id'),
  RECALL_ID_TAKEN: row('conflict', 'the id stands already for another recall or another text'),
  RECALL_NOT_OWNED: row('refused', 'only the organisation that proposed a recall decides it'),
  RECALL_CONFIRMED: row('refused', 'the recall is confirmed: it is corrected, never lifted'),
  RECALL_NOT_CONFIRMED: row('refused', 'the recall is not confirmed'),
  RECALL_LIFTED: row('refused', 'the proposed recall was taken back'),
  RECALL_SHOWN_OTHERWISE: row('conflict', 'the digest is of something else than what stands now: look again'),
  RECALL_TEXTS_FULL: row('refused', 'the recall was corrected as often as a recall can be'),
  SECOND_PERSON_NEEDED: row('refused', 'a second person of the organisation confirms, never the one who proposed'),
  LOT_ALREADY_STOPPED: row('conflict', 'the organisation locked, recalled or withdrew it already'),
  STOP_LIST_FULL: row('refused', 'so many lots of the product are recalled that the product is to be withdrawn'),
  CONTAINER_NOT_LISTED: row('refused', 'the container is not on the packing’s list'),
  PRODUCT_NOT_REGISTERED: row('refused', 'a product is registered before its lots'),
  SERIAL_DUPLICATE: row('refused', 'a serial stands twice, or the maker registered it for this product before'),
  SERIAL_INDEX_INCOMPLETE: row(
    'unavailable',
    'the gateway’s serial index holds fewer packs of the product than its sealed lots, so that it cannot tell duplicates',
    true,
  ),
  SESSION_NOT_FOUND: row('not-found', 'no session has this id, or not any more'),
  SESSION_ID_TAKEN: row('conflict', 'the id stands already for another session'),
  SESSION_NOT_OPEN: row('refused', 'the session was not allowed, was ended, or is over'),
  SESSION_NOT_YOURS: row('forbidden', 'the session is another person’s'),
  NOT_AN_EMERGENCY: row('refused', 'nobody broke the glass for this session'),
  SECOND_CLINICIAN_AWAITED: row(
    'refused',
    'no second clinician agreed, and the time to wait for one is not over',
    true,
  ),
  BATCH_ALREADY_ANCHORED: row('conflict', 'the batch id stands already for another root'),
  PATIENT_NOT_FOUND: row('not-found', 'no patient has this id, or not any more'),
  PATIENT_ALREADY_REGISTERED: row('conflict', 'the person is a patient under another id'),
  PATIENT_ID_TAKEN: row('conflict', 'the id stands already for somebody else'),
  NOT_THE_PATIENT: row('forbidden', 'only the patient does this, or a guardian whose scope holds it'),
  GUARDIAN_ENDED: row('refused', 'the guardianship would end before it begins'),
  GUARDIAN_IS_PATIENT: row('refused', 'nobody is their own guardian'),
  GUARDIANS_FULL: row('refused', 'a patient has as many guardians as one may have'),
  RECORD_ALREADY_LINKED: row('conflict', 'the patient has another record number at the provider'),
  RECORD_NOT_LINKED: row('not-found', 'the provider has no record that is linked with the patient'),
  EMERGENCY_LINK_MISSING: row('refused', 'no emergency link of the patient stands at the provider'),
  EMERGENCY_LINK_REVIEW_OPEN: row('refused', 'the last emergency link of the patient here is to be reviewed first'),
  REVIEW_CLOSED: row('conflict', 'it was reviewed already, with another finding'),
  RECORD_TAKEN: row('conflict', 'the record number here is linked with another patient'),
  LINK_CODE_WRONG: row('refused', 'the code is not one that was handed out here, was used, or has ended'),
  CONSENTS_NOT_GENUINE: row('refused', 'the consents are not signed by who may sign them: nothing is released by them'),
  CONSENT_NOT_FOUND: row('not-found', 'the patient has no consent with this id that stands'),
  CONSENTS_CHANGED: row(
    'conflict',
    'the patient’s consents were changed meanwhile: they are read and signed again',
    true,
  ),
  CONSENT_VERSION_WRONG: row('conflict', 'the version does not follow the consent’s last one'),
  CONSENTS_FULL: row('refused', 'as many consents of the patient stand as can stand at once'),
  CONSENT_SIGNATURE_WRONG: row('refused', 'the signature is not the certificate’s over what would stand'),
  EHR_EVENT_NOT_FOUND: row('not-found', 'there is no event of this transaction, or it was erased'),
  LOT_SECRET_WRONG: row('refused', 'the secret is not the one that the ledger’s commitment of the lot was made of'),
  CHANNEL_NOT_JOINED: row('not-found', 'the organisation is not a member of the channel that this stands on'),
  ALERT_NOT_FOUND: row('not-found', 'this organisation holds no alert with this id'),
  UNKNOWN_REQUESTER: row('unauthenticated', 'the GLN is of no site in this consortium'),
  REQUESTER_NOT_OWN: row('forbidden', 'the GLN is of another organisation’s site than the caller’s'),
  GTIN_NOT_IN_DIRECTORY: row('not-found', 'no maker of this network has the company prefix of this GTIN'),
  EVENT_TYPE_NOT_FOUND: row('not-found', 'no event of EPCIS has this type'),
  EVENT_NOT_FOUND: row('not-found', 'no captured event has this id'),
  EVENT_NOT_REVERSIBLE: row('refused', 'what the event did on the ledger cannot be taken back'),
  EXCEPTION_NOT_FOUND: row('not-found', 'this organisation has no exception with this id'),
  CAPTURE_NOT_FOUND: row('not-found', 'no capture has this id'),
  CAPTURE_ALREADY_ANCHORED: row('conflict', 'the capture id stands already for other events'),
  CAPTURE_NOT_ANCHORED: row('not-found', 'the organisation has anchored no capture with this id'),
  EVENT_NOT_ADDRESSED: row('forbidden', 'the event names no place or party of the organisation that it was sent to'),
  EVENT_NOT_AS_ANCHORED: row('refused', 'the event is not the one that its capturer anchored on the ledger'),
  EVENT_ID_TAKEN: row('conflict', 'the eventID stands already for an event with other content'),
  CONSENT_NOT_ENFORCEABLE: row('invalid', 'the consent says something that nobody could hold readers to'),
  RECORDS_ERASED: row('not-found', 'the key of the patient’s records was destroyed: nobody can read them any more'),
  RECORD_UNREADABLE: row('broken', 'a stored record does not open with its key, or is not the one of its place'),
  PAGE_NOT_AS_MANIFEST: row('refused', 'a page does not have the count or the hash that the manifest fixed'),
} as const satisfies Record<string, ErrorRow>;

/** A code of the vocabulary. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** Whether a text is a code of the vocabulary. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERROR_CODES, text);
}
