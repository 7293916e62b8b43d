import fc from 'fast-check';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { aBatch, batches, type ImportedRecord, PATIENT, someOf, type TestBatch } from './fixtures/batches';
import { openBatch } from './open-batch';
import type { BatchOpening, OpeningLimit } from './opening.schema';
import { type ReceivedRecord, verifyOpening } from './verify-opening';

const open = ({ batch }: TestBatch, limit: OpeningLimit = 'nothing'): BatchOpening =>
  openBatch(testDigest, batch, () => true, limit);

const verify = (
  { root, patient }: TestBatch,
  opening: BatchOpening,
  received: readonly ReceivedRecord[],
  limit: OpeningLimit = 'nothing',
) => verifyOpening(testDigest, { root, patient, limit }, opening, received);

const classesOf = (given: TestBatch) => [...new Set(given.imported.map((one) => one.class))];
const altered = (one: ImportedRecord): ImportedRecord => ({ ...one, body: { ...one.body, note: `${one.body.note}.` } });
const withOne = batches.chain((given) => fc.constantFrom(...given.imported).map((one) => ({ given, one })));

/** Every text of a value that is somewhere a hash or a salt, with the way to it. */
function hexPlaces(value: unknown, way: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return /^[0-9a-f]{32,64}$/.test(value) ? [[...way]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => hexPlaces(inner, [...way, key]));
}

function withFlippedDigit(opening: BatchOpening, way: readonly (string | number)[], at: number): BatchOpening {
  const copy = structuredClone(opening);
  let holder = copy as unknown as Record<string | number, never>;
  for (const key of way.slice(0, -1)) holder = holder[key]!;
  const text = holder[way.at(-1)!] as unknown as string;
  const digit = at % text.length;
  const flipped = (Number.parseInt(text[digit]!, 16) ^ 1).toString(16);
  (holder as Record<string | number, string>)[way.at(-1)!] = text.slice(0, digit) + flipped + text.slice(digit + 1);
  return copy;
}

describe('verifying an opening', () => {
  it('finds nothing where everything granted came as it was committed', () => {
    fc.assert(
      fc.property(batches, (given) => {
        for (const limit of ['nothing', 'classes', 'records'] as const)
          expect(verify(given, open(given, limit), given.imported, limit)).toEqual([]);
      }),
    );
    const byClass = batches.chain((given) => someOf(classesOf(given)).map((names) => ({ given, names })));
    fc.assert(
      fc.property(byClass, ({ given, names }) => {
        const opening = openBatch(testDigest, given.batch, (one) => names.includes(one.class), 'classes');
        const received = given.imported.filter((one) => names.includes(one.class));
        expect(verify(given, opening, received, 'classes')).toEqual([]);
      }),
    );
    const byRecord = batches.chain((given) => someOf(given.imported).map((records) => ({ given, records })));
    fc.assert(
      fc.property(byRecord, ({ given, records }) => {
        const names = new Set(records.map(({ record, version }) => `${record}/${version}`));
        const isGranted = ({ record, version }: { record: string; version: number }) =>
          names.has(`${record}/${version}`);
        const opening = openBatch(testDigest, given.batch, isGranted, 'records');
        expect(verify(given, opening, records, 'records')).toEqual([]);
      }),
    );
  });

  it('names the record of which a body was altered', () => {
    fc.assert(
      fc.property(withOne, ({ given, one }) => {
        const { record, version } = one;
        const received = given.imported.map((other) => (other === one ? altered(other) : other));
        expect(verify(given, open(given), received)).toEqual([
          { kind: 'record-altered', class: one.class, record, version },
        ]);
      }),
    );
  });

  it('names both of two records that were swapped', () => {
    const two = batches
      .filter(({ imported: [one, other] }) => other !== undefined && one!.body.note !== other.body.note)
      .map((given) => ({ given, pair: given.imported.slice(0, 2) as [ImportedRecord, ImportedRecord] }));
    fc.assert(
      fc.property(two, ({ given, pair: [one, other] }) => {
        const received = [{ ...one, body: other.body }, { ...other, body: one.body }, ...given.imported.slice(2)];
        const found = verify(given, open(given), received);
        expect(found.map((fault) => (fault.kind === 'record-altered' ? fault.record : fault.kind)).sort()).toEqual(
          [one.record, other.record].sort(),
        );
      }),
    );
  });

  it('finds a record that the opening names and that did not come', () => {
    fc.assert(
      fc.property(withOne, ({ given, one }) => {
        const { record, version } = one;
        const received = given.imported.filter((other) => other !== one);
        expect(verify(given, open(given), received)).toEqual([
          { kind: 'record-withheld', class: one.class, count: 1, records: [{ record, version }] },
        ]);
      }),
    );
  });

  it('finds a record that is hidden behind its hash, with class and count', () => {
    fc.assert(
      fc.property(withOne, fc.constantFrom('nothing', 'classes'), ({ given, one }, limit) => {
        const opening = open(given, limit);
        const hidden = hide(opening, one);
        const received = given.imported.filter((other) => other !== one);
        expect(verify(given, hidden, received, limit)).toEqual([
          { kind: 'record-withheld', class: one.class, count: 1, records: [] },
        ]);
      }),
    );
  });

  it('finds a record that is left out of its class, with class and count', () => {
    fc.assert(
      fc.property(withOne, ({ given, one }) => {
        const opening = hide(open(given), one, true);
        const received = given.imported.filter((other) => other !== one);
        expect(verify(given, opening, received)).toEqual([
          { kind: 'record-withheld', class: one.class, count: 1, records: [] },
          { kind: 'class-altered', class: one.class },
        ]);
      }),
    );
  });

  it('finds classes that are kept from who may see all', () => {
    fc.assert(
      fc.property(batches, (given) => {
        const names = classesOf(given);
        const kept = names.slice(1);
        const all = open(given);
        const part = openBatch(testDigest, given.batch, (one) => one.class === names[0], 'classes');
        const received = given.imported.filter((one) => one.class === names[0]);
        const faults = kept.length === 0 ? [] : [{ kind: 'classes-withheld', count: kept.length }];
        expect(verify(given, { ...part, counted: all.counted }, received)).toEqual(faults);
        expect(verify(given, part, received)).toEqual([{ kind: 'count-withheld' }]);
      }),
    );
  });

  it('asks a class for its count unless single records may be kept', () => {
    const given = fc.sample(batches, { numRuns: 1, seed: 2 })[0]!;
    const silent = open(given, 'records');
    expect(verify(given, silent, given.imported, 'records')).toEqual([]);
    expect(verify(given, silent, given.imported, 'classes')).toEqual(
      silent.entries.flatMap((entry) =>
        typeof entry === 'string' ? [] : [{ kind: 'count-withheld', class: entry.class }],
      ),
    );
  });

  it('names a body that nobody committed to', () => {
    fc.assert(
      fc.property(batches, fc.uuid(), (given, record) => {
        const stranger = { record, version: 9, body: { resourceType: 'Observation' } };
        expect(verify(given, open(given), [...given.imported, stranger])).toEqual([
          { kind: 'record-uncommitted', record, version: 9 },
        ]);
      }),
    );
  });

  it('finds any single digit that was altered in an opening', () => {
    const flips = batches.chain((given) => {
      const opening = open(given);
      return fc.record({
        given: fc.constant(given),
        opening: fc.constant(opening),
        way: fc.constantFrom(...hexPlaces(opening)),
        at: fc.nat(63),
      });
    });
    fc.assert(
      fc.property(flips, ({ given, opening, way, at }) => {
        expect(verify(given, withFlippedDigit(opening, way, at), given.imported)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('finds a batch that is made anew around an altered record, and one of another patient', () => {
    fc.assert(
      fc.property(withOne, ({ given, one }) => {
        const forged = aBatch(
          given.imported.map((other) => (other === one ? altered(other) : other)),
          given.batch.secret,
        );
        expect(verify(given, open(forged), forged.imported)).toContainEqual({ kind: 'batch-altered' });
        const stranger = { ...given, patient: PATIENT.replace('a', 'b') };
        expect(verify(stranger, open(given), given.imported)).toHaveLength(given.imported.length);
      }),
    );
  });

  it('takes no class twice', () => {
    const given = fc.sample(batches, { numRuns: 1, seed: 3 })[0]!;
    const opening = open(given);
    const shown = opening.entries.find((entry) => typeof entry !== 'string')!;
    const twice = { ...opening, entries: [...opening.entries, shown] };
    expect(verify(given, twice, given.imported)).toContainEqual({ kind: 'batch-altered' });
  });
});

/** The opening with one record's leaf closed, or left out. */
function hide(opening: BatchOpening, { record, version }: ImportedRecord, isLeftOut = false): BatchOpening {
  const entries = opening.entries.map((entry) => {
    if (typeof entry === 'string') return entry;
    const leaves = entry.leaves.flatMap((leaf) => {
      if (typeof leaf === 'string' || leaf.record !== record || leaf.version !== version) return [leaf];
      return isLeftOut ? [] : [leaf.leaf];
    });
    return { ...entry, leaves };
  });
  return { ...opening, entries };
}
