/** Random plays: rounds of transactions over few keys, endorsed side by side by whoever, ordered into one block. */
import { allOf, anyOf, outOf, type Policy, policyBytes } from '@theriac/test-ledger';
import fc from 'fast-check';
import { COLLECTION } from '../../scripts/checks/case-collections';
import {
  firstOf,
  get,
  getHash,
  getPolicy,
  getPrivate,
  getPrivatePolicy,
  privateRange,
  purge,
  put,
  putPrivate,
  range,
  remove,
  removePrivate,
  setPolicy,
  setPrivatePolicy,
  type Step,
} from './contract/steps';
import { type EndorsedDraft, type LedgerUnderTest, Refusal } from './ledger-under-test';

/** A step before the play's own prefix is known. */
export type DraftStep = (prefix: string) => readonly Step[];

/** One transaction of a play. */
export interface PlayedTransaction {
  readonly steps: readonly DraftStep[];
  readonly endorsers: readonly string[];
  /** What the steps are, for a reader of a failure. */
  toString(): string;
}

/** Rounds; each one's transactions are all endorsed before any is ordered. */
export type Play = readonly (readonly PlayedTransaction[])[];

/** What happened, in a form that two ledgers can be compared by. */
export interface Record {
  /** Undefined for a transaction that was refused. */
  readonly answers: readonly (readonly string[] | undefined)[];
  readonly codes: readonly number[];
}

const KEYS = ['a', 'b', 'c'] as const;
/** One with a policy of its own, one that is endorsed as the chaincode is. */
const SECRETS = [COLLECTION.closed, COLLECTION.trio] as const;

/** Any play among five members. */
export function anyPlay(members: LedgerUnderTest['members']): fc.Arbitrary<Play> {
  const transaction = fc.record({
    steps: fc.array(anyStep(members), { minLength: 1, maxLength: 3 }),
    endorsers: fc.oneof(
      { weight: 3, arbitrary: fc.constant(members.slice(0, 3)) },
      { weight: 2, arbitrary: fc.subarray([...members], { minLength: 1 }) },
    ),
  });
  return fc.array(fc.array(transaction, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 });
}

/** Plays on a ledger, and looks at what is left. */
export async function perform(play: Play, ledger: LedgerUnderTest, prefix: string): Promise<Record[]> {
  const records: Record[] = [];
  for (const round of play) {
    const endorsed: (EndorsedDraft | undefined)[] = [];
    for (const { steps, endorsers } of round) {
      const draft = { steps: steps.flatMap((step) => step(prefix)), endorsers };
      endorsed.push(await ledger.endorse(draft).catch(unlessRefused));
    }
    const outcomes = await ledger.order(...endorsed.filter((one) => one !== undefined));
    records.push({ answers: endorsed.map((one) => one?.answers), codes: outcomes.map(({ code }) => code) });
  }
  const look = KEYS.flatMap((key) => [
    get(prefix + key),
    getPolicy(prefix + key),
    ...SECRETS.flatMap((secrets) => [getPrivate(secrets, prefix + key), getPrivatePolicy(secrets, prefix + key)]),
  ]);
  return [...records, { answers: [await ledger.evaluate({ steps: look })], codes: [] }];
}

/** Peers that are no members refuse what the others answer. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

/**
 * A policy is only ever set together with a read or a write of its key's value: set by itself, on a key that an earlier
 * transaction of the block deleted, it makes every peer of Fabric 3.1.1 panic (the test ledger's PeersHaltError).
 */
function anyStep(members: LedgerUnderTest['members']): fc.Arbitrary<DraftStep> {
  const policy = fc.constantFrom(...policiesOf(members));
  return fc.oneof({ weight: 3, arbitrary: openStep(policy) }, { weight: 2, arbitrary: secretStep(policy) });
}

type NamedPolicy = readonly [name: string, bytes: Uint8Array];

const key = fc.constantFrom(...KEYS);
const value = fc.constantFrom('1', '2', '');
const secrets = fc.constantFrom(...SECRETS);
const named = (text: string, step: DraftStep): DraftStep => Object.assign(step, { toString: () => text });

function openStep(policy: fc.Arbitrary<NamedPolicy>): fc.Arbitrary<DraftStep> {
  return fc.oneof(
    key.map((k) => named(`get ${k}`, (at) => [get(at + k)])),
    fc.tuple(key, value).map(([k, v]) => named(`put ${k} '${v}'`, (at) => [put(at + k, v)])),
    key.map((k) => named(`remove ${k}`, (at) => [remove(at + k)])),
    key.map((k) => named(`range ${k}..`, (at) => [range(at + k, `${at}z`)])),
    key.map((k) => named(`firstOf ${k}..`, (at) => [firstOf(at + k, `${at}z`)])),
    key.map((k) => named(`getPolicy ${k}`, (at) => [getPolicy(at + k)])),
    fc
      .tuple(key, policy)
      .map(([k, [name, bytes]]) =>
        named(`put and guard ${k} by ${name}`, (at) => [put(at + k, '3'), setPolicy(at + k, bytes)]),
      ),
    fc
      .tuple(key, policy)
      .map(([k, [name, bytes]]) =>
        named(`get and guard ${k} by ${name}`, (at) => [get(at + k), setPolicy(at + k, bytes)]),
      ),
  );
}

function secretStep(policy: fc.Arbitrary<NamedPolicy>): fc.Arbitrary<DraftStep> {
  const place = fc.tuple(secrets, key);
  // Few ranges: beside a write each is refused.
  const look = place.map(([c, k]) => named(`range ${c}/${k}..`, (at) => [privateRange(c, at + k, `${at}z`)]));
  const access = fc.oneof(
    place.map(([c, k]) => named(`get ${c}/${k}`, (at) => [getPrivate(c, at + k)])),
    place.map(([c, k]) => named(`getHash ${c}/${k}`, (at) => [getHash(c, at + k)])),
    fc.tuple(place, value).map(([[c, k], v]) => named(`put ${c}/${k} '${v}'`, (at) => [putPrivate(c, at + k, v)])),
    place.map(([c, k]) => named(`remove ${c}/${k}`, (at) => [removePrivate(c, at + k)])),
    place.map(([c, k]) => named(`purge ${c}/${k}`, (at) => [purge(c, at + k)])),
    place.map(([c, k]) => named(`getPolicy ${c}/${k}`, (at) => [getPrivatePolicy(c, at + k)])),
    fc
      .tuple(place, policy)
      .map(([[c, k], [name, bytes]]) =>
        named(`put and guard ${c}/${k} by ${name}`, (at) => [
          putPrivate(c, at + k, '3'),
          setPrivatePolicy(c, at + k, bytes),
        ]),
      ),
    fc
      .tuple(place, policy)
      .map(([[c, k], [name, bytes]]) =>
        named(`look and guard ${c}/${k} by ${name}`, (at) => [getHash(c, at + k), setPrivatePolicy(c, at + k, bytes)]),
      ),
  );
  return fc.oneof({ weight: 15, arbitrary: access }, { weight: 1, arbitrary: look });
}

function policiesOf(members: LedgerUnderTest['members']): readonly NamedPolicy[] {
  const [a, b, c] = members;
  const policies: readonly (readonly [string, Policy])[] = [
    ['A', anyOf(a)],
    ['B and C', allOf(b, c)],
    ['two', outOf(2, ...members)],
    ['(A or B) and any', allOf(anyOf(a, b), anyOf(...members))],
  ];
  return policies.map(([name, policy]) => [name, policyBytes(policy)]);
}
