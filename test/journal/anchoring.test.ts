/** The journal's head on the ledger: when it is put there, by how many, and what happens when somebody dies in between. */
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';
import { anchorCheck, JournalDiverged, verifyJournal } from '../../gateway-api/src/journal';
import type { Ledger } from '../../gateway-api/src/ledger';
import { JournalWorld } from './anchored-journal';
import { forgeEntry } from './forger';

jest.setTimeout(60_000);

let world: JournalWorld;
beforeAll(async () => {
  world = await JournalWorld.start();
}, 60_000);
afterAll(() => world.stop());

it('a head is anchored when an entry has waited, or when there are many', async () => {
  const one = await world.journal();
  const patiently = one.anchoring({ everyMs: 60_000, everyEntries: 5 });
  await patiently.anchorWhenDue();
  await one.write(4);
  await patiently.anchorWhenDue();
  expect(await one.sizes()).toEqual([]);
  await one.write(1);
  await patiently.anchorWhenDue();
  expect(await one.sizes()).toEqual([5]);
  await one.write(1);
  await pause(60);
  await one.anchoring({ everyMs: 50 }).anchorWhenDue();
  expect(await one.sizes()).toEqual([5, 6]);
  expect(await one.store.unanchored()).toEqual({ entries: 0, oldestMs: 0 });
});

it('what the ledger has is not told it again', async () => {
  const one = await world.journal();
  await one.anchoring().anchor();
  await one.write(2);
  await one.anchoring().anchor();
  await one.anchoring().anchor();
  const height = one.height();
  await one.anchoring().anchorWhenDue();
  expect(one.height()).toBe(height);
  expect(await one.sizes()).toEqual([2]);
});

it('a process that dies between the ledger and its note leaves nothing to repair', async () => {
  const one = await world.journal();
  await one.write(2);
  const dying: Ledger = {
    ...one.ledger,
    submit: async (caller, request) => {
      await one.ledger.submit(caller, request);
      throw new LedgerError('OUTCOME_UNKNOWN', 'the process is dead before the answer comes');
    },
  };
  await expect(one.anchoring({ ledger: dying }).anchor()).rejects.toThrow('OUTCOME_UNKNOWN');
  expect((await one.store.unanchored()).entries).toBe(2);
  await one.anchoring().anchor();
  expect(await one.sizes()).toEqual([2]);
  expect((await one.store.unanchored()).entries).toBe(0);
  await one.write(1);
  await one.anchoring().anchor();
  expect(await one.sizes()).toEqual([2, 3]);
});

it('while the ledger is away nothing is noted, and the next look anchors', async () => {
  const one = await world.journal();
  await one.write(1);
  const away = () => Promise.reject(new LedgerError('LEDGER_UNAVAILABLE', 'not now'));
  const anchoring = one.anchoring({ ledger: { ...one.ledger, evaluate: away, submit: away } });
  await expect(anchoring.anchorWhenDue()).rejects.toThrow('LEDGER_UNAVAILABLE');
  const overdue = anchorCheck(one.store, anchoring, 0);
  expect(await overdue.check()).toEqual(['1 entries wait to be anchored, the oldest too long']);
  expect(overdue.noticeOnly).toBe(true);
  await one.anchoring().anchorWhenDue();
  expect(await overdue.check()).toEqual([]);
});

it('two processes that anchor and write side by side end with one journal and its newest head', async () => {
  const one = await world.journal();
  const processes = [one.anchoring(), one.anchoring()];
  for (let round = 0; round < 5; round += 1) {
    const writing = one.write(3);
    await Promise.all([writing, ...processes.map((each) => each.anchor())]);
  }
  await processes[0]!.anchor();
  expect((await one.sizes()).at(-1)).toBe(15);
  expect(await verifyJournal({ db: one.db, heads: await one.heads() })).toMatchObject({
    entries: 15,
    fault: undefined,
    newestHead: { size: 15 },
  });
});

describe('a head of another journal than this one', () => {
  it('is never covered up: an entry was changed below it', async () => {
    const one = await world.journal();
    await one.write(3);
    await one.anchoring().anchor();
    await forgeEntry(one.db, 2);
    await one.write(1);
    const anchoring = one.anchoring();
    await expect(anchoring.anchor()).rejects.toThrow(JournalDiverged);
    expect(await anchorCheck(one.store, anchoring, 60_000).check()).toEqual([
      'the head on the ledger is not of this journal',
    ]);
    expect(await one.sizes()).toEqual([3]);
  });

  it.each([1, 4])('nor when the database is an older copy, in which %s others were written since', async (written) => {
    const lost = await world.journal();
    await lost.write(2);
    await lost.anchoring().anchor();
    const restored = await world.journal(lost.place);
    await restored.write(written);
    await expect(restored.anchoring().anchor()).rejects.toThrow(JournalDiverged);
    expect(await lost.sizes()).toEqual([2]);
  });
});
