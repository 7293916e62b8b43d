/** Whatever is done to stored entries is found at the first one that it was done to; what was erased is no fault. */
import { canonicalJson, toHex } from '../ledger';
import { testDigest } from '../ledger/fixtures/node-digest';
import { EMPTY_JOURNAL, entryHash } from './chain';
import { checkEntry, isFault, type JournalFault, type StoredEntry } from './check-entry.rules';
import { aChain, aDraft, aSalt, BEN, storedOf } from './fixtures/drafts';

const { patient: _, ...impersonal } = aDraft({ kind: 'import' });
const CHAIN = aChain(aDraft(), aDraft({ kind: 'release' }), aDraft({ patient: BEN }), impersonal, aDraft());

/** Checks all; the first fault, or how many had been erased and the head. */
function checkAll(stored: readonly StoredEntry[]): JournalFault | { erased: number; size: number; hash: string } {
  let head = EMPTY_JOURNAL;
  let erased = 0;
  for (const one of stored) {
    const checked = checkEntry(testDigest, head, one);
    if (isFault(checked)) return checked;
    head = checked.head;
    if (checked.isErased) erased += 1;
  }
  return { erased, size: head.size, hash: toHex(head.hash) };
}

/** The entries after something was done to the one with this number. */
function after(number: number, change: (entry: StoredEntry) => Partial<StoredEntry>): StoredEntry[] {
  return storedOf(CHAIN).map((one) => (one.sequence === number ? { ...one, ...change(one) } : one));
}

/** The text of an entry with another outcome. */
const falsified = (text: string): string => canonicalJson({ ...(JSON.parse(text) as object), outcome: 'failed' });
const personalText = (patient: string): string => canonicalJson({ patient });

describe('entries that are right', () => {
  it('are, with the head of the last', () => {
    expect(checkAll(storedOf(CHAIN))).toEqual({ erased: 0, size: 5, hash: toHex(CHAIN.at(-1)!.hash) });
  });

  it('still are when personal parts were erased, which are counted', () => {
    const erased = storedOf(CHAIN).map((one) => ({ ...one, personal: undefined }));
    expect(checkAll(erased)).toEqual({ erased: 4, size: 5, hash: toHex(CHAIN.at(-1)!.hash) });
  });
});

describe('the first entry that is not right is named', () => {
  it.each([
    ['its text', ({ text }: StoredEntry) => ({ text: falsified(text) })],
    ['its text, no entry any more', () => ({ text: '{"version":1}' })],
    ['its text, no JSON any more', () => ({ text: '{' })],
    ['a space in its text', ({ text }: StoredEntry) => ({ text: ` ${text}` })],
    ['its hash', () => ({ hash: new Uint8Array(32) })],
    ['the kind that lists show', () => ({ kind: 'import' })],
    ['the moment that lists show', () => ({ at: '2026-11-22T09:00:00.000Z' })],
    ['its patient', () => ({ personal: { salt: aSalt(1), text: personalText(BEN), patient: BEN } })],
    ['its salt', ({ personal }: StoredEntry) => ({ personal: { ...personal!, salt: aSalt(9) } })],
    ['the patient that lists find', ({ personal }: StoredEntry) => ({ personal: { ...personal!, patient: BEN } })],
    ['its personal part, none any more', ({ personal }: StoredEntry) => ({ personal: { ...personal!, text: '1' } })],
    [
      'the form of its personal part',
      ({ personal }: StoredEntry) => ({ personal: { ...personal!, text: ` ${personal!.text}` } }),
    ],
  ] as [string, (entry: StoredEntry) => Partial<StoredEntry>][])('when somebody changes %s', (what, change) => {
    const fault = checkAll(after(2, change));
    const at = what.includes('moment') ? '2026-11-22T09:00:00.000Z' : '2026-11-22T08:00:01.000Z';
    expect(fault).toMatchObject({ kind: 'altered', sequence: 2, at });
  });

  it('when somebody gives one a patient that had none', () => {
    const personal = { salt: aSalt(), text: personalText(BEN), patient: BEN };
    expect(checkAll(after(4, () => ({ personal })))).toMatchObject({ kind: 'altered', sequence: 4 });
  });

  it('when somebody changes one and its hash too, but not the next', () => {
    const forged = after(2, ({ text }) => {
      const other = falsified(text);
      return { text: other, hash: entryHash(testDigest, CHAIN[0]!.hash, other) };
    });
    expect(checkAll(forged)).toMatchObject({ kind: 'altered', sequence: 3 });
  });

  it.each([1, 3])('when somebody removes number %s', (number) => {
    const without = storedOf(CHAIN).filter(({ sequence }) => sequence !== number);
    expect(checkAll(without)).toMatchObject({ kind: 'missing', sequence: number, at: undefined });
  });

  it('when somebody removes one and renumbers those after it', () => {
    const renumbered = storedOf(CHAIN)
      .filter(({ sequence }) => sequence !== 3)
      .map((one, index) => ({ ...one, sequence: index + 1 }));
    expect(checkAll(renumbered)).toMatchObject({
      ...{ kind: 'reordered', sequence: 3 },
      detail: 'in its place stands what was written as entry 4',
    });
  });

  it('when somebody lets two change places', () => {
    const [one, two, three, ...rest] = storedOf(CHAIN);
    const swapped = [one!, { ...three!, sequence: 2 }, { ...two!, sequence: 3 }, ...rest];
    expect(checkAll(swapped)).toMatchObject({ kind: 'reordered', sequence: 2 });
  });

  it('when somebody puts one in twice', () => {
    const [one, ...rest] = storedOf(CHAIN);
    expect(checkAll([one!, one!, ...rest])).toMatchObject({ kind: 'reordered', sequence: 1 });
  });
});
