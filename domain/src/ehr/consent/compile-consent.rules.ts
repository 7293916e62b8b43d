/** Compiling a consent: from FHIR to the form in which the ledger keeps it and decides by it. */
import { type FieldFault, type Instant, invalidInput } from '../../ledger';
import { type Period, spanOf } from '../fhir';
import { canonicalList } from './canonical-list';
import type { CompiledConsent, ConsentActor, Provision } from './consent.schema';
import { consentRefusal, notEnforceable } from './enforceable';
import { fhirConsentSchema, type ReadConsent } from './fhir-consent.schema';
import type { ReadProvision } from './fhir-provision.schema';

/** What a consent is compiled for. */
export interface ConsentContext {
  /** The patient's ledger id, whose consent it must be. */
  readonly patient: string;
  /** The consent's id, 32 hex digits. */
  readonly consent: string;
  /** From 1, one more with each change. */
  readonly version: number;
  /** The transaction's time. */
  readonly now: Instant;
  /** The names of the members whom a consent can name. */
  readonly members: readonly string[];
}

/**
 * The compiled form of a FHIR R4 Consent. The order and repetition of entries make no difference to it.
 *
 * @throws LedgerError CONSENT_NOT_ENFORCEABLE with each element that nobody could hold readers to
 * @throws LedgerError INVALID_INPUT with each element that breaks another rule
 */
export function compileConsent(resource: unknown, context: ConsentContext): CompiledConsent {
  const read = fhirConsentSchema.safeParse(resource);
  if (!read.success) throw consentRefusal(read.error.issues);
  const unknown = unknownMembers(read.data, context.members);
  if (unknown.length > 0) throw notEnforceable(unknown);
  const faults = contextFaults(read.data, context);
  if (faults.length > 0) throw invalidInput(faults);
  const { dateTime, provision: rule } = read.data;
  const givenAt = startOf(dateTime);
  const [exception] = rule.provision ?? [];
  return {
    form: 1,
    consent: context.consent,
    version: context.version,
    ...(givenAt !== undefined && { givenAt }),
    rule: provisionOf(rule),
    ...(exception !== undefined && { exception: provisionOf(exception) }),
  };
}

function contextFaults({ patient, performer = [], dateTime }: ReadConsent, context: ConsentContext): FieldFault[] {
  const own = `Patient/${context.patient}`;
  const isOther = (reference: string | undefined): boolean =>
    reference !== undefined && reference.startsWith('Patient/') && reference !== own;
  const givenAt = startOf(dateTime);
  return [
    ...(isOther(patient.reference) ? [{ field: 'patient.reference', rule: 'must be the patient who gives it' }] : []),
    ...performer.flatMap(({ reference }, at) =>
      isOther(reference)
        ? [{ field: `performer[${at}].reference`, rule: 'must be the patient, when it is a patient' }]
        : [],
    ),
    ...(givenAt !== undefined && givenAt > context.now
      ? [{ field: 'dateTime', rule: 'must not be in the future' }]
      : []),
  ];
}

/** A name that is misspelt would deny nobody anything: only members can be named. */
function unknownMembers({ provision: rule }: ReadConsent, members: readonly string[]): FieldFault[] {
  const [exception] = rule.provision ?? [];
  return [
    ...unknownIn(rule, 'provision', members),
    ...(exception === undefined ? [] : unknownIn(exception, 'provision.provision[0]', members)),
  ];
}

function unknownIn({ actor = [], data = [] }: ReadProvision, path: string, members: readonly string[]): FieldFault[] {
  const named = [
    ...actor.map((one: ConsentActor, at) => ({ name: one.organisation, element: `actor[${at}]` })),
    ...data.map((one, at) => ({ name: 'authoredBy' in one ? one.authoredBy : undefined, element: `data[${at}]` })),
  ];
  return named
    .filter(({ name }) => name !== undefined && !members.includes(name))
    .map(({ element }) => ({ field: `${path}.${element}.reference.identifier.value`, rule: 'names no member' }));
}

function provisionOf(read: ReadProvision): Provision {
  const { type, period, actor, purpose, class: types, code, securityLabel, data, dataPeriod } = read;
  return {
    type,
    ...(period !== undefined && isBounded(period) && { period }),
    ...(actor !== undefined && { actors: canonicalList(actor) }),
    ...(purpose !== undefined && { purposes: canonicalList(purpose) }),
    ...(types !== undefined && { types: canonicalList(types) }),
    ...(code !== undefined && { categories: canonicalList(code) }),
    ...(securityLabel !== undefined && { labels: canonicalList(securityLabel) }),
    ...(data !== undefined && { data: canonicalList(data) }),
    ...(dataPeriod !== undefined && { dataPeriod }),
  };
}

/** A period without start and end says nothing. */
function isBounded({ start, end }: Period): boolean {
  return start !== undefined || end !== undefined;
}

function startOf(time: string | undefined): Instant | undefined {
  return time === undefined ? undefined : spanOf(time)?.start;
}
