/** A patient's consents as they are signed: all that would stand, read from their canonical JSON so that nothing is hidden. */
import { textOf } from './encoding';
import { RefusedToSign } from './failures';

/** Time bounds, both inside; ISO 8601 in UTC. */
export interface ShownPeriod {
  readonly start?: string;
  readonly end?: string;
}

/** Whom a provision is about: an organisation, a role (anywhere, or there), or a person there by the name in certificates. */
export interface ShownActor {
  readonly organisation?: string;
  readonly role?: string;
  readonly person?: string;
}

/** What is permitted or denied; a missing element is no constraint. */
export interface ShownProvision {
  readonly type: 'permit' | 'deny';
  readonly period?: ShownPeriod;
  readonly actors?: readonly ShownActor[];
  readonly purposes?: readonly string[];
  readonly types?: readonly string[];
  readonly categories?: readonly { readonly system: string; readonly code: string }[];
  readonly labels?: readonly string[];
  readonly data?: readonly Readonly<Record<string, string>>[];
  readonly dataPeriod?: ShownPeriod;
}

/** One consent. */
export interface ShownConsent {
  readonly consent: string;
  readonly version: number;
  readonly givenAt?: string;
  readonly rule: ShownProvision;
  readonly exception?: ShownProvision;
}

/** What a signature is over that says which consents stand. */
export interface SignedConsents {
  readonly patient: string;
  /** Counts the changes of the patient's consents. */
  readonly sequence: number;
  readonly consents: readonly ShownConsent[];
}

const CONSENT_FIELDS = ['form', 'consent', 'version', 'givenAt', 'rule', 'exception'];
const PROVISION_FIELDS = [
  ...['type', 'period', 'actors', 'purposes', 'types', 'categories', 'labels', 'data', 'dataPeriod'],
];

/**
 * Reads the text that is to be signed.
 *
 * @throws RefusedToSign UNREADABLE when it is not the canonical JSON (RFC 8785) of consents, or holds more than is shown
 */
export function decodeConsents(bytes: Uint8Array): SignedConsents {
  const text = textOf(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    throw unreadable('they are no JSON');
  }
  if (canonical(value) !== text) throw unreadable('they are not written in the one way');
  const { patient, sequence, consents } = fieldsOf(value, ['patient', 'sequence', 'consents']);
  if (!isId(patient) || !isCount(sequence) || !Array.isArray(consents)) throw unreadable('they are no consents');
  for (const consent of consents as unknown[]) requireConsent(consent);
  return { patient, sequence, consents: consents as ShownConsent[] };
}

/** A value's JSON in the one way (RFC 8785), as far as consents have values: texts, whole numbers, lists, objects. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}

function requireConsent(value: unknown): void {
  const { form, consent, version, rule, exception } = fieldsOf(value, CONSENT_FIELDS);
  if (form !== 1 || !isId(consent) || !isCount(version)) throw unreadable('one of them is of another form');
  for (const provision of exception === undefined ? [rule] : [rule, exception]) {
    const { type } = fieldsOf(provision, PROVISION_FIELDS);
    if (type !== 'permit' && type !== 'deny') throw unreadable('one of them neither permits nor denies');
  }
}

/** The fields of an object that has no others: what is not known could not be shown. */
function fieldsOf(value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable('they are no consents');
  if (!Object.keys(value).every((key) => known.includes(key))) throw unreadable('they hold more than can be shown');
  return value as Readonly<Record<string, unknown>>;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function unreadable(why: string): RefusedToSign {
  return new RefusedToSign('UNREADABLE', `the consents cannot be shown: ${why}`);
}
