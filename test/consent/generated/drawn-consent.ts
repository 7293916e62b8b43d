/** Drawn consents: each that the page lets through, in FHIR R4 as a patient's app would send it. */
import fc from 'fast-check';
import type { DataEntry, GivenConsent, Provision } from '../second-evaluator/asked';
import { anyPeriod } from './drawn-dates';
import * as words from './vocabulary';

/** The elements of a provision, but for its type and its exception. */
type Elements = Omit<Provision, 'type' | 'provision'>;

/** How many in a hundred provisions have an element. */
type Shares = Readonly<Record<keyof Elements, number>>;

const some = <T>(words: readonly T[], most = 3): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: most });

const oneMember = fc.constantFrom(...words.MEMBERS);

const anyRecipient = fc.oneof(
  { arbitrary: oneMember.map(words.organisation), weight: 4 },
  { arbitrary: fc.constantFrom(...words.ROLES).map(words.practitionerRole), weight: 3 },
  {
    arbitrary: fc
      .tuple(oneMember, fc.constantFrom(...words.ROLES))
      .map((both) => words.practitionerRole(both.join('/'))),
    weight: 2,
  },
  {
    arbitrary: fc.tuple(oneMember, fc.constantFrom(...words.PERSONS)).map((both) => words.practitioner(both.join('/'))),
    weight: 2,
  },
);

const anyActor = anyRecipient.map((reference) => ({ role: { coding: [words.recipientCoding] }, reference }));

const anyReference = fc
  .tuple(fc.constantFrom(...words.TYPES), fc.constantFrom(...words.IDS))
  .map((both) => ({ reference: both.join('/') }));

const anyData: fc.Arbitrary<DataEntry> = fc.oneof(
  fc.record({ meaning: fc.constant('authoredby' as const), reference: oneMember.map(words.organisation) }),
  fc.record({ meaning: fc.constantFrom('instance' as const, 'related' as const), reference: anyReference }),
);

const listOf = <T>(entry: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(entry, { minLength: 1, maxLength: most, selector: (drawn) => JSON.stringify(drawn) });

const ELEMENTS: { readonly [Name in keyof Elements]-?: fc.Arbitrary<NonNullable<Elements[Name]>> } = {
  // A period without bounds, which says nothing, is one too.
  period: fc.oneof({ arbitrary: anyPeriod, weight: 19 }, { arbitrary: fc.constant({}), weight: 1 }),
  actor: listOf(anyActor, 3),
  purpose: some([...words.PURPOSES, 'TREAT', 'TREAT', 'ETREAT']).map((codes) => codes.map(words.purposeCoding)),
  class: some(words.TYPES).map((types) => types.map(words.typeCoding)),
  code: some(words.CATEGORIES, 2).map((codings) => codings.map((coding) => ({ coding: [coding] }))),
  securityLabel: fc
    .oneof(some([...words.CONFIDENTIALITIES, ...words.SENSITIVITIES], 4), some(words.SENSITIVITIES))
    .map((codes) => codes.map(words.labelCoding)),
  dataPeriod: anyPeriod,
  data: listOf(anyData, 3),
};

/** A value that so many in a hundred have; a failing case shrinks towards its absence. */
const inHundred = <T>(share: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant(undefined), weight: 100 - share },
    { arbitrary: value, weight: share },
  );

const withoutMissing = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

function provision(
  type: Provision['type'],
  shares: Shares,
  exception = fc.constant<readonly Provision[] | undefined>(undefined),
) {
  return fc
    .record({
      type: fc.constant(type),
      period: inHundred(shares.period, ELEMENTS.period),
      actor: inHundred(shares.actor, ELEMENTS.actor),
      purpose: inHundred(shares.purpose, ELEMENTS.purpose),
      class: inHundred(shares.class, ELEMENTS.class),
      code: inHundred(shares.code, ELEMENTS.code),
      securityLabel: inHundred(shares.securityLabel, ELEMENTS.securityLabel),
      dataPeriod: inHundred(shares.dataPeriod, ELEMENTS.dataPeriod),
      data: inHundred(shares.data, ELEMENTS.data),
      provision: exception,
    })
    .map((drawn) => withoutMissing(drawn) as Provision);
}

// Deny overrides permit: rules that permit are broad and many, denials narrow and few, or nothing would ever be permitted.
const BROAD = { actor: 35, purpose: 30, class: 12, code: 10, securityLabel: 12, dataPeriod: 12, data: 8 };
const NARROW = { actor: 55, purpose: 45, class: 30, code: 25, securityLabel: 40, dataPeriod: 25, data: 25 };

const anyException = fc.oneof(
  { arbitrary: provision('deny', { period: 20, ...NARROW }), weight: 3 },
  { arbitrary: provision('permit', { period: 20, ...BROAD }), weight: 2 },
);

const anyRule = fc.oneof(
  { arbitrary: provision('permit', { period: 25, ...BROAD }, inHundred(45, fc.tuple(anyException))), weight: 5 },
  { arbitrary: provision('deny', { period: 40, ...NARROW }, inHundred(60, fc.tuple(anyException))), weight: 1 },
);

/** A patient in the ledger's spelling. */
export const PATIENT = '0123456789abcdef0123456789abcdef';

/** A whole consent of the patient’s with this rule. */
export function asConsent(rule: Provision): GivenConsent['consent'] {
  return {
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [words.scopeCoding] },
    category: [{ coding: [words.categoryCoding] }],
    patient: { reference: `Patient/${PATIENT}` },
    policy: [{ uri: 'urn:theriac:policy:deny-overrides' }],
    provision: rule,
  };
}

const anyStatus = fc.oneof(
  { arbitrary: fc.constant('active' as const), weight: 9 },
  { arbitrary: fc.constant('withdrawn' as const), weight: 1 },
);

/** One to six consents of a patient; some were withdrawn. */
export const anyConsents: fc.Arbitrary<GivenConsent[]> = fc
  .array(fc.tuple(anyStatus, anyRule), { minLength: 1, maxLength: 6 })
  .map((drawn) =>
    drawn.map(([status, rule], index) => ({
      id: String(index + 1).padStart(32, '0'),
      status,
      consent: asConsent(rule),
    })),
  );
