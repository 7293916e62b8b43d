/** What a verification tells a person: how far it agrees, and which entry is the first that does not. */
import { reportLines } from './report-lines';
import type { JournalReport } from './verify-journal';

const right: JournalReport = {
  ...{ entries: 12, erased: 2, unaccounted: 0, agreeingHeads: 3, fault: undefined },
  newestHead: { size: 10, head: 'a'.repeat(64), at: '2026-11-22T08:00:00.000Z', blockNumber: 41n },
};
const detail = 'its hash does not follow';

it('says what agrees, and what no head covers yet', () => {
  expect(reportLines(right)).toEqual([
    '12 entries are right, 2 of them without the personal part, which was erased',
    '3 heads of the ledger agree, the newest of entry 10, anchored 2026-11-22T08:00:00.000Z in block 41',
    'entries 11 to 12 wait for the next head',
    'the journal is as it was written',
  ]);
});

it('says that nothing is anchored yet', () => {
  const none = { ...right, agreeingHeads: 0, newestHead: undefined };
  expect(reportLines(none)).toContain('no head of the ledger covers any of them');
});

it.each([
  [
    'by number and moment',
    { kind: 'altered', sequence: 13, at: '2026-11-22T09:00:00.000Z', detail },
    'NOT RIGHT: entries are altered; the first is entry 13 of 2026-11-22T09:00:00.000Z: its hash does not follow',
  ],
  [
    'by number, where it is gone',
    { kind: 'missing', sequence: 13, at: undefined, detail: 'it is not there' },
    'NOT RIGHT: entries are missing; the first is entry 13: it is not there',
  ],
  [
    'between two heads, where only the ledger tells',
    { kind: 'altered', sequence: 11, until: 20, at: undefined, detail },
    'NOT RIGHT: entries are altered; the first is one of entries 11 to 20: its hash does not follow',
  ],
] as const)('names the first entry that is not right %s', (_, fault, line) => {
  const lines = reportLines({ ...right, fault });
  expect(lines.at(-1)).toBe(line);
  expect(lines.join()).not.toContain('as it was written');
});

it('counts personal parts that nobody erased and that are gone', () => {
  expect(reportLines({ ...right, unaccounted: 1 }).at(-1)).toContain('NOT RIGHT: 1 personal parts are gone');
});
