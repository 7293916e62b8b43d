import fc from 'fast-check';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { batches } from './fixtures/batches';
import { isRecordCommitted, proveRecord, recordProofSchema } from './record-proof';

const withOne = batches.chain((given) => fc.constantFrom(...given.imported).map((one) => ({ given, one })));

describe('the proof of one record', () => {
  it('leads from the body to the anchored root, and names no other record', () => {
    fc.assert(
      fc.property(withOne, ({ given, one }) => {
        const proof = recordProofSchema.parse(proveRecord(testDigest, given.batch, one));
        expect(isRecordCommitted(testDigest, given, proof, one)).toBe(true);
        for (const other of given.imported)
          if (other.record !== one.record) expect(JSON.stringify(proof)).not.toContain(other.record);
      }),
    );
  });

  it('is none for another body, record, version, patient, class, salt or root', () => {
    fc.assert(
      fc.property(withOne, ({ given, one }) => {
        const proof = proveRecord(testDigest, given.batch, one)!;
        const answers = [
          isRecordCommitted(testDigest, given, proof, { ...one, body: { ...one.body, more: 1 } }),
          isRecordCommitted(testDigest, given, proof, { ...one, version: one.version + 1 }),
          isRecordCommitted(testDigest, { ...given, patient: 'b'.repeat(32) }, proof, one),
          isRecordCommitted(testDigest, { ...given, root: '0'.repeat(64) }, proof, one),
          isRecordCommitted(testDigest, given, { ...proof, version: 9 }, { ...one, version: 9 }),
          isRecordCommitted(testDigest, given, { ...proof, class: 'SDV|Flag' }, one),
          isRecordCommitted(testDigest, given, { ...proof, salt: '0'.repeat(32) }, one),
          isRecordCommitted(testDigest, given, { ...proof, classSalt: '0'.repeat(32) }, one),
          isRecordCommitted(testDigest, given, { ...proof, inClass: proof.inBatch }, one),
        ];
        expect(answers).toEqual(answers.map(() => false));
      }),
    );
  });

  it('is given for records of the batch only', () => {
    const [given] = fc.sample(batches, { numRuns: 1, seed: 4 });
    const record = '6f4922f4-5b28-4a2e-8a59-1c5d0ad2f2b1';
    expect(proveRecord(testDigest, given!.batch, { record, version: 1 })).toBeUndefined();
  });
});
