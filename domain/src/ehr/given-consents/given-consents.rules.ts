/** How a patient's consents change: one at a time, each change signed over all that stand after it. */
import { type Decision, type Instant, refuseUnless } from '../../ledger';
import type { CompiledConsent, Provision } from '../consent';
import { type Patient, requireVoice, type Speaker } from '../patient';
import type { ConsentGiven, ConsentWithdrawn } from './given-consents.events';
import {
  type GiveConsent,
  type GivenConsents,
  MOST_CONSENTS,
  signedText,
  withConsent,
  type WithdrawConsent,
  withoutConsent,
} from './given-consents.schema';

/** Who submits, what certificate it is, and whether its key signed something. */
export interface Signer extends Speaker {
  /** PEM. */
  readonly certificate: string;
  /** Whether the signature (DER in base64) is the certificate's key's over the text in UTF-8. */
  hasSigned(text: string, signature: string): boolean;
}

/** What a change is judged by. */
export interface ConsentSituation {
  readonly patient: Patient;
  /** Undefined when the patient never gave any. */
  readonly given: GivenConsents | undefined;
  /** The names of the channel's members: nobody else can be permitted or denied anything. */
  readonly members: readonly string[];
}

/**
 * Gives a consent, or another version of one. The same again is a success.
 *
 * @throws LedgerError NOT_THE_PATIENT, CONSENTS_CHANGED, CONSENT_VERSION_WRONG, CONSENT_NOT_ENFORCEABLE, CONSENTS_FULL,
 * CONSENT_SIGNATURE_WRONG
 */
export function giveConsent(
  { patient, given, members }: ConsentSituation,
  { sequence, consent, signature }: GiveConsent,
  by: Signer,
  now: Instant,
): Decision<GivenConsents, ConsentGiven> {
  requireVoice(patient, by, 'decide', now);
  const last = given?.consents.find((one) => one.consent === consent.consent);
  const event = { type: 'ConsentGiven', version: 1, patient: patient.patient, sequence, consent } as const;
  if (given?.sequence === sequence && given.signature === signature && last !== undefined)
    return { repeated: { ...event, at: given.changedAt } };
  requireNext(given, sequence);
  refuseUnless(consent.version === (last?.version ?? 0) + 1, 'CONSENT_VERSION_WRONG', 'a version follows the last one');
  refuseUnless(isGivenBy(consent, now), 'CONSENT_NOT_ENFORCEABLE', 'dateTime: must not be in the future');
  const isEnforceable = membersNamedIn(consent).every((name) => members.includes(name));
  refuseUnless(isEnforceable, 'CONSENT_NOT_ENFORCEABLE', 'provision: names no member');
  const consents = withConsent(given?.consents ?? [], consent);
  refuseUnless(consents.length <= MOST_CONSENTS, 'CONSENTS_FULL', `at most ${MOST_CONSENTS} consents stand at once`);
  return { state: signed(patient, sequence, consents, signature, by, now), event: { ...event, at: now } };
}

/**
 * Takes a consent back; it binds from the commit. The same again is a success.
 *
 * @throws LedgerError NOT_THE_PATIENT, CONSENTS_CHANGED, CONSENT_NOT_FOUND, CONSENT_SIGNATURE_WRONG
 */
export function withdrawConsent(
  { patient, given }: ConsentSituation,
  { sequence, consent, signature }: WithdrawConsent,
  by: Signer,
  now: Instant,
): Decision<GivenConsents, ConsentWithdrawn> {
  requireVoice(patient, by, 'decide', now);
  const event = { type: 'ConsentWithdrawn', version: 1, patient: patient.patient, sequence, consent } as const;
  if (given?.sequence === sequence && given.signature === signature)
    return { repeated: { ...event, at: given.changedAt } };
  refuseUnless(given !== undefined, 'CONSENT_NOT_FOUND', 'the patient has given no consent');
  requireNext(given, sequence);
  const consents = withoutConsent(given.consents, consent);
  refuseUnless(consents.length < given.consents.length, 'CONSENT_NOT_FOUND', 'no consent with this id stands');
  return { state: signed(patient, sequence, consents, signature, by, now), event: { ...event, at: now } };
}

function requireNext(given: GivenConsents | undefined, sequence: number): void {
  const isNext = sequence === (given?.sequence ?? 0) + 1;
  refuseUnless(isNext, 'CONSENTS_CHANGED', 'the consents were changed meanwhile: read them, and sign them again');
}

function isGivenBy({ givenAt }: CompiledConsent, now: Instant): boolean {
  return givenAt === undefined || givenAt <= now;
}

/** A name that is misspelt would deny nobody anything. */
function membersNamedIn({ rule, exception }: CompiledConsent): string[] {
  return [rule, ...(exception === undefined ? [] : [exception])].flatMap(namedIn);
}

function namedIn({ actors = [], data = [] }: Provision): string[] {
  const organisations = actors.flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation]));
  return [...organisations, ...data.flatMap((one) => ('authoredBy' in one ? [one.authoredBy] : []))];
}

function signed(
  { patient }: Patient,
  sequence: number,
  consents: CompiledConsent[],
  signature: string,
  by: Signer,
  now: Instant,
): GivenConsents {
  const isSigned = by.hasSigned(signedText({ patient, sequence, consents }), signature);
  refuseUnless(isSigned, 'CONSENT_SIGNATURE_WRONG', 'the signature is not the certificate’s over what would stand');
  return { patient, sequence, consents, signature, certificate: by.certificate, changedAt: now };
}
