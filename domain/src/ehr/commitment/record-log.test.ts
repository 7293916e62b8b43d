import fc from 'fast-check';
import { fromHex, toHex } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { merkleRoot } from '../../merkle';
import { appendBatch, EMPTY_RECORD_LOG, logRoot, type RecordLog, recordLogSchema, verifyBatches } from './record-log';

const rootsOf = (count: number) => Array.from({ length: count }, (_, n) => n.toString(16).padStart(64, '0'));
const logOf = (roots: readonly string[]): RecordLog =>
  roots.reduce((log, root) => appendBatch(testDigest, log, root), EMPTY_RECORD_LOG);

describe('the log of batches', () => {
  it('has the root of RFC 6962 at every size, with a peak for each bit', () => {
    for (let size = 0; size <= 40; size += 1) {
      const roots = rootsOf(size);
      const log = recordLogSchema.parse(logOf(roots));
      expect(log.size).toBe(size);
      expect(logRoot(testDigest, log)).toBe(toHex(merkleRoot(testDigest, roots.map(fromHex))));
      expect(verifyBatches(testDigest, log, roots)).toEqual([]);
    }
  });

  it('finds a batch that is missing, one too many, altered or out of order', () => {
    const case1 = fc.integer({ min: 2, max: 40 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 2)));
    fc.assert(
      fc.property(case1, ([size, at]) => {
        const roots = rootsOf(size);
        const log = logOf(roots);
        expect(verifyBatches(testDigest, log, roots.slice(1))).toEqual([{ kind: 'batches-missing', count: 1 }]);
        expect(verifyBatches(testDigest, log, [...roots, ...rootsOf(2)])).toEqual([
          { kind: 'batches-missing', count: -2 },
        ]);
        const changed = roots.with(at, 'f'.repeat(64));
        const [fault] = verifyBatches(testDigest, log, changed);
        if (fault?.kind !== 'batches-altered') throw new Error('nothing was found');
        expect(fault.start <= at && at < fault.end).toBe(true);
        const swapped = roots.with(at, roots[at + 1]!).with(at + 1, roots[at]!);
        expect(verifyBatches(testDigest, log, swapped)).not.toEqual([]);
      }),
    );
  });

  it('has as many peaks as its size says', () => {
    const { size, peaks } = logOf(rootsOf(5));
    expect(recordLogSchema.safeParse({ size: size + 2, peaks }).success).toBe(false);
    expect(recordLogSchema.safeParse({ size, peaks: peaks.slice(1) }).success).toBe(false);
  });
});
