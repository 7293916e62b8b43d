/** What a reader takes from a custodian, and what it finds wrong. */
import { appendBatch, EMPTY_RECORD_LOG } from '@theriac/domain/ehr/commitment';
import { nodeDigest } from '../../supply/node-digest';
import { aBatch, aRecord, PATIENT } from './fixtures/released';
import type { RecordRelease } from './record-release.call';
import { verifyRelease } from './verify-release';

const one = aBatch([aRecord('o1'), aRecord('o2')]);
const two = aBatch([aRecord('o3')]);
const three = aBatch([aRecord('o4'), aRecord('o5'), aRecord('o6')]);

const logOf = (...batches: RecordRelease['batches']) =>
  batches.reduce((log, { root }) => appendBatch(nodeDigest, log, root), EMPTY_RECORD_LOG);
const verified = (log: ReturnType<typeof logOf>, ...batches: RecordRelease['batches']) => {
  const expected = { custodian: 'clinic', patient: PATIENT, limit: 'nothing', log } as const;
  const { records, faults } = verifyRelease(expected, { sequence: 0, batches });
  return { shown: records.map(({ body }) => body.id), faults: faults.map(({ kind }) => kind) };
};

it('takes what is as it was anchored', () => {
  expect(verified(logOf(one, two), one, two)).toEqual({ shown: ['o1', 'o2', 'o3'], faults: [] });
});

it('shows no batch that the ledger does not have yet', () => {
  expect(verified(logOf(one), one, two)).toEqual({ shown: ['o1', 'o2'], faults: [] });
});

it('takes nothing where batches are missing: nobody can tell which', () => {
  expect(verified(logOf(one, two), one)).toEqual({ shown: [], faults: ['batches-missing'] });
});

it('leaves out batches that are not the log’s', () => {
  expect(verified(logOf(one, two, three), two, one, three)).toEqual({
    ...{ shown: ['o4', 'o5', 'o6'], faults: ['batches-altered'] },
  });
});

it('leaves out a body that was changed, and one that nobody committed to', () => {
  const [first, second] = one.records;
  const changed = { ...first!, body: { ...first!.body, status: 'amended' } };
  expect(verified(logOf(one), { ...one, records: [changed, second!] })).toEqual({
    ...{ shown: ['o2'], faults: ['record-altered'] },
  });
  expect(verified(logOf(two), { ...two, records: [...two.records, aRecord('o9')] })).toEqual({
    ...{ shown: ['o3'], faults: ['record-uncommitted'] },
  });
});

it('misses a body that was kept back, and shows the rest', () => {
  expect(verified(logOf(one), { ...one, records: one.records.slice(1) })).toEqual({
    ...{ shown: ['o2'], faults: ['record-withheld'] },
  });
});

it('takes nothing of a batch that is not opened, or opened as another', () => {
  expect(verified(logOf(one), { ...one, opening: null })).toEqual({ shown: [], faults: ['batch-altered'] });
  const { shown, faults } = verified(logOf(one), { ...one, opening: two.opening });
  expect([shown, faults]).toEqual([[], expect.arrayContaining(['batch-altered'])]);
});

it('takes nothing of a class whose leaves are not those that were committed', () => {
  const opening = structuredClone(one.opening!);
  const open = opening.entries.find((entry) => typeof entry !== 'string')!;
  if (typeof open !== 'string') open.leaves.reverse();
  expect(verified(logOf(one), { ...one, opening })).toEqual({ shown: [], faults: ['class-altered'] });
});
