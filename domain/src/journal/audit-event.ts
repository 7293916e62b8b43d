/** Entries as AuditEvents of IHE BALP: reads, and decisions whether somebody may read. */
import { ACT_REASON, AUDIT_CODES, BALP, URI_ADDRESS } from './audit-codes';
import type { AuditAgent, AuditEntity, AuditEvent, AuditReference, Coding } from './audit-event.schema';
import type { JournalEntry, PersonalPart } from './entry.schema';

export type { AuditEvent } from './audit-event.schema';

/** An entry with what still is known of its patient. */
export interface ShownEntry {
  /** Whose journal it stands in. */
  readonly organisation: string;
  readonly entry: JournalEntry;
  /** Undefined when there is none, or it was erased. */
  readonly personal: PersonalPart | undefined;
}

/**
 * The entry as an AuditEvent: `read`, `emergency` and `release` by the profile PatientRead, `permission` and `refusal`
 * by AuthZconsent. Undefined for other kinds.
 */
export function auditEventOf(shown: ShownEntry): AuditEvent | undefined {
  switch (shown.entry.kind) {
    case 'read':
    case 'emergency':
    case 'release':
      return readEvent(shown);
    case 'permission':
    case 'refusal':
      return decisionEvent(shown);
    case 'import':
    case 'erasure':
      return undefined;
  }
}

function readEvent(shown: ShownEntry): AuditEvent {
  const { organisation, entry } = shown;
  const isDone = entry.outcome === 'success';
  return {
    ...headOf(shown),
    // BALP has a profile for reads that succeeded only.
    ...(isDone ? { meta: { profile: [`${BALP}/StructureDefinition/IHE.BasicAudit.PatientRead`] } } : {}),
    ...{ type: AUDIT_CODES.restful, subtype: [AUDIT_CODES.read], action: 'R' },
    ...outcomeOf(entry, isDone),
    agent: [
      gatewayAgent(AUDIT_CODES.destination, entry.by.organisation),
      gatewayAgent(AUDIT_CODES.source, entry.what.custodian ?? organisation),
      userAgent(shown),
    ],
    source: sourceOf(organisation, AUDIT_CODES.applicationServer),
    entity: [dataEntity(entry), patientEntity(shown), ...transactionEntities(entry)],
  };
}

function decisionEvent(shown: ShownEntry): AuditEvent {
  const { organisation, entry } = shown;
  const { by } = entry;
  const authorizer = { ...agent(AUDIT_CODES.authorizer, gatewayOf(organisation)), requestor: false };
  return {
    ...headOf(shown),
    meta: { profile: [`${BALP}/StructureDefinition/IHE.BasicAudit.AuthZconsent`] },
    ...{ type: AUDIT_CODES.securityAlert, subtype: [AUDIT_CODES.byConsent], action: 'E' },
    ...outcomeOf(entry, entry.kind === 'permission'),
    agent: [
      gatewayAgent(AUDIT_CODES.application, by.organisation),
      userAgent(shown),
      { ...agent(AUDIT_CODES.provider, organisationOf(by.organisation)), requestor: false },
      authorizer,
    ],
    source: sourceOf(organisation, AUDIT_CODES.securityServer),
    // The profile's list of entities is closed: the transaction has no place in it.
    entity: [patientEntity(shown), consentEntity(shown)],
  };
}

function headOf({ organisation, entry }: ShownEntry): Pick<AuditEvent, 'resourceType' | 'id' | 'recorded'> {
  return { resourceType: 'AuditEvent', id: `${organisation}-${entry.sequence}`, recorded: entry.at };
}

function outcomeOf({ what }: JournalEntry, isDone: boolean): Pick<AuditEvent, 'outcome' | 'outcomeDesc'> {
  if (isDone) return { outcome: '0' };
  return { outcome: '8', ...(what.reason === undefined ? {} : { outcomeDesc: what.reason }) };
}

function sourceOf(organisation: string, type: Coding): AuditEvent['source'] {
  return { site: organisation, observer: gatewayOf(organisation), type: [type] };
}

function agent(type: Coding, who: AuditReference): Pick<AuditAgent, 'type' | 'who'> {
  return { type: { coding: [type] }, who };
}

/** BALP wants an address; that of the network is nobody's to know, and gateways are known by their organisation. */
function gatewayAgent(type: Coding, organisation: string): AuditAgent {
  const network = { address: `urn:theriac:gateway:${organisation}`, type: URI_ADDRESS };
  return { ...agent(type, gatewayOf(organisation)), requestor: false, network };
}

function userAgent({ entry: { by, purpose, what }, personal }: ShownEntry): AuditAgent {
  const name = by.name ?? personal?.name;
  const type = by.role === 'patient' ? 'Patient' : 'Practitioner';
  const identifier = { system: 'urn:theriac:person', value: `${by.organisation}/${name ?? ''}` };
  return {
    ...agent(AUDIT_CODES.user, name === undefined ? { type, display: 'erased' } : { type, identifier }),
    ...{ requestor: true, role: [{ text: by.role }] },
    ...(what.session === undefined ? {} : { policy: [`urn:theriac:session:${what.session}`] }),
    ...(purpose === undefined ? {} : { purposeOfUse: [{ coding: [{ system: ACT_REASON, code: purpose }] }] }),
  };
}

function gatewayOf(organisation: string): AuditReference {
  return { type: 'Device', identifier: { system: 'urn:theriac:gateway', value: organisation } };
}

function organisationOf(organisation: string): AuditReference {
  return { type: 'Organization', identifier: { system: 'urn:theriac:organisation', value: organisation } };
}

function patientEntity({ personal }: ShownEntry): AuditEntity {
  const patient = personal?.patient;
  const what = patient === undefined ? { display: 'erased' } : { reference: `Patient/${patient}` };
  return { what: { type: 'Patient', ...what }, type: AUDIT_CODES.person, role: AUDIT_CODES.patient };
}

/** All consents of a patient are decided over as one. */
function consentEntity({ personal }: ShownEntry): AuditEntity {
  const patient = personal?.patient;
  const identifier = { system: 'urn:theriac:consents', value: patient ?? '' };
  const what = patient === undefined ? { display: 'erased' } : { identifier };
  return { what: { type: 'Consent', ...what }, type: AUDIT_CODES.consent };
}

function dataEntity({ what: { kinds = [], count, session } }: JournalEntry): AuditEntity {
  const detail = [
    ...kinds.map((kind) => ({ type: 'kind', valueString: kind })),
    ...(count === undefined ? [] : [{ type: 'count', valueString: String(count) }]),
  ];
  return {
    what:
      session === undefined
        ? { display: 'records' }
        : { identifier: { system: 'urn:theriac:session', value: session } },
    ...{ type: AUDIT_CODES.systemObject, role: AUDIT_CODES.domainResource },
    ...(detail.length === 0 ? {} : { detail }),
  };
}

function transactionEntities({ transactionId }: JournalEntry): AuditEntity[] {
  if (transactionId === undefined) return [];
  const identifier = { system: 'urn:theriac:transaction', value: transactionId };
  return [{ what: { identifier }, type: AUDIT_CODES.transaction }];
}
