import fc from 'fast-check';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { commitBatch } from './commit-batch';
import { aBatch, batches, PATIENT } from './fixtures/batches';

const body = '0'.repeat(64);
const record = '6f4922f4-5b28-4a2e-8a59-1c5d0ad2f2b1';
const entry = { record, version: 1, class: 'N|Observation', body };

describe('committing to a batch', () => {
  it('gives a class its count and root, and the whole one root', () => {
    const other = { ...entry, version: 2 };
    const { root, leaves, classes } = commitBatch(testDigest, new Uint8Array(32), PATIENT, [entry, other]);
    expect(leaves).toHaveLength(2);
    expect(classes).toEqual([{ class: 'N|Observation', count: 2, root: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(root).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not depend on the order in which records came', () => {
    fc.assert(
      fc.property(batches, ({ imported, batch, root }) => {
        expect(aBatch([...imported].reverse(), batch.secret).root).toBe(root);
      }),
    );
  });

  it.each([
    ['another patient', 'b'.repeat(32), entry, 0],
    ['another record', PATIENT, { ...entry, record: record.replace('6', '7') }, 0],
    ['another version', PATIENT, { ...entry, version: 2 }, 0],
    ['another class', PATIENT, { ...entry, class: 'R|Observation' }, 0],
    ['another body', PATIENT, { ...entry, body: '1'.repeat(64) }, 0],
    ['another secret', PATIENT, entry, 1],
  ])('gives %s another root and leaf', (_, patient, one, secret) => {
    const first = commitBatch(testDigest, new Uint8Array(32), PATIENT, [entry]);
    const second = commitBatch(testDigest, new Uint8Array(32).fill(secret), patient, [one]);
    expect(second.root).not.toBe(first.root);
    expect(second.leaves).not.toEqual(first.leaves);
  });

  it('takes no more records than the ledger does at once, and no short secret', () => {
    const many = Array.from({ length: 2_001 }, () => entry);
    expect(() => commitBatch(testDigest, new Uint8Array(32), PATIENT, many)).toThrow(RangeError);
    expect(() => commitBatch(testDigest, new Uint8Array(31), PATIENT, [entry])).toThrow(RangeError);
  });
});
