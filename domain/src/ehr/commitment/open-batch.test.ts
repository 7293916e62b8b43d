import fc from 'fast-check';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { batches, someOf } from './fixtures/batches';
import { openBatch } from './open-batch';
import { type BatchOpening, batchOpeningSchema } from './opening.schema';

const HASH = /^[0-9a-f]{64}$/;

const grantedClasses = batches.chain((given) =>
  someOf([...new Set(given.imported.map((one) => one.class))]).map((classes) => ({ given, classes: new Set(classes) })),
);
const grantedRecords = batches.chain((given) =>
  someOf(given.imported).map((records) => ({ given, records: new Set(records.map((one) => one.record)) })),
);

/** Every text and number of an opening that is not a hash or salt. */
const said = (opening: BatchOpening): string => JSON.stringify(opening).replaceAll(/"[0-9a-f]{32,64}"/g, '""');

describe('the opening of a batch', () => {
  it('shows the granted classes and of every other one only a salted hash', () => {
    fc.assert(
      fc.property(grantedClasses, ({ given: { batch }, classes }) => {
        const opening = openBatch(testDigest, batch, (one) => classes.has(one.class), 'classes');
        batchOpeningSchema.parse(opening);
        const open = opening.entries.filter((entry) => typeof entry !== 'string');
        expect(new Set(open.map((one) => one.class))).toEqual(classes);
        expect(opening.entries.filter((one) => typeof one === 'string').every((one) => HASH.test(one))).toBe(true);
        const text = said(opening);
        for (const one of batch.records.filter((kept) => !classes.has(kept.class))) {
          expect(text).not.toContain(`"${one.class}"`);
          expect(text).not.toContain(one.record);
          expect(JSON.stringify(opening)).not.toContain(one.leaf);
        }
        expect(opening.counted).toMatch(HASH);
      }),
    );
  });

  it('shows of a class that is granted in part neither what is kept nor whether anything is', () => {
    fc.assert(
      fc.property(grantedRecords, ({ given: { batch }, records }) => {
        const opening = openBatch(testDigest, batch, (one) => records.has(one.record), 'records');
        const text = said(opening);
        for (const one of batch.records.filter((kept) => !records.has(kept.record)))
          expect(text).not.toContain(one.record);
        for (const entry of opening.entries) {
          if (typeof entry === 'string') continue;
          expect(entry.counted).toMatch(HASH);
          expect(entry.leaves.some((leaf) => typeof leaf === 'string')).toBe(true);
        }
      }),
    );
  });

  it('has a closed hash whatever is granted, so that a closed hash tells nothing', () => {
    fc.assert(
      fc.property(batches, ({ batch }) => {
        const { entries } = openBatch(testDigest, batch, () => true, 'classes');
        expect(entries.some((entry) => typeof entry === 'string')).toBe(true);
        expect(Math.log2(entries.length) % 1).toBe(0);
      }),
    );
  });

  it('does not come to be where consents say they keep less than they do', () => {
    const given = fc.sample(
      batches.filter(({ batch: { records } }) => new Set(records.map((one) => one.class)).size < records.length),
      { numRuns: 1, seed: 1 },
    )[0]!;
    const [first] = given.batch.records;
    expect(() => openBatch(testDigest, given.batch, () => false, 'nothing')).toThrow(RangeError);
    const twice = given.batch.records.find((one, at, all) => all.findIndex((same) => same.class === one.class) < at)!;
    expect(() => openBatch(testDigest, given.batch, (one) => one === twice, 'classes')).toThrow(RangeError);
    expect(() => openBatch(testDigest, given.batch, (one) => one === first, 'records')).not.toThrow();
  });
});
