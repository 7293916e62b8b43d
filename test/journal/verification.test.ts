/** Whatever is done to a journal behind its back is found, and named by the first entry that it was done to. */
import { sql } from 'drizzle-orm';
import { toHex } from '@theriac/domain/ledger';
import { ANA, aDraft, NURSE } from '../../gateway-api/src/journal/fixtures/drafts';
import { type AnchoredHead, verifyJournal } from '../../gateway-api/src/journal';
import { type AnchoredJournal, JournalWorld, type LogPlace } from './anchored-journal';
import { forgeEntry } from './forger';

jest.setTimeout(60_000);

let world: JournalWorld;
let heads: readonly AnchoredHead[];
let written: string;
let place: LogPlace;
let one: AnchoredJournal;
beforeAll(async () => {
  world = await JournalWorld.start();
  const journal = await world.journal();
  for (let round = 0; round < 3; round += 1) {
    await journal.write(4);
    await journal.anchoring().anchor();
  }
  heads = await journal.heads();
  written = journal.database.url;
  place = journal.place;
  await journal.database.close();
}, 120_000);
afterAll(() => world.stop());
beforeEach(async () => {
  one = await world.copyOf(place, written);
});

const by = (text: string) => one.db.execute(sql.raw(text));
const verified = (known = heads) => verifyJournal({ db: one.db, heads: known });

it('a journal that is as it was written agrees with every head of the ledger', async () => {
  const state = await one.store.state();
  const report = await verified();
  expect(report).toMatchObject({ entries: 12, erased: 0, unaccounted: 0, agreeingHeads: 3, fault: undefined });
  expect(report.newestHead).toEqual({ ...heads[2], size: 12, head: toHex(state!.hash) });
  expect(heads.map(({ blockNumber }) => blockNumber)).toEqual([...heads].map(({ blockNumber }) => blockNumber).sort());
});

it('is verified while it is written, as it stood at one moment', async () => {
  const writing = Promise.all(Array.from({ length: 50 }, () => one.journal.append(aDraft())));
  expect((await verified()).fault).toBeUndefined();
  await writing;
  expect((await verified()).entries).toBe(62);
});

describe('who changes the database', () => {
  it.each([
    [
      'an entry',
      `update journal_entries set body = replace(body, '"success"', '"failed"') where sequence = 6`,
      6,
      'altered',
    ],
    ['what lists show of one', `update journal_entries set kind = 'import' where sequence = 6`, 6, 'altered'],
    ['the moment of one', `update journal_entries set at = at - interval '1 day' where sequence = 6`, 6, 'altered'],
    [
      'whose record was read',
      `update journal_personal_parts set patient = repeat('c', 32) where sequence = 6`,
      6,
      'altered',
    ],
  ] as [string, string, number, string][])('by changing %s is found', async (_, statement, sequence, kind) => {
    await by(statement);
    const { fault, entries } = await verified();
    expect(fault).toMatchObject({ kind, sequence });
    expect(fault?.at).toMatch(/^\d{4}-/);
    expect(entries).toBe(sequence - 1);
  });

  it('by removing an entry is found', async () => {
    await by('delete from journal_personal_parts where sequence = 6');
    await by('delete from journal_entries where sequence = 6');
    expect((await verified()).fault).toMatchObject({ kind: 'missing', sequence: 6 });
  });

  it('by letting two change places is found', async () => {
    for (const table of ['journal_personal_parts', 'journal_entries']) {
      await by(
        `alter table ${table} drop constraint if exists journal_personal_parts_sequence_journal_entries_sequence_fk`,
      );
      for (const [from, to] of [
        [6, 0],
        [7, 6],
        [0, 7],
      ])
        await by(`update ${table} set sequence = ${to} where sequence = ${from}`);
    }
    expect((await verified()).fault).toMatchObject({ kind: 'reordered', sequence: 6 });
  });

  it('by making all hashes anew is found by the ledger, between the head before and the head that differs', async () => {
    await forgeEntry(one.db, 6);
    const report = await verified();
    expect(report.fault).toMatchObject({ kind: 'altered', sequence: 5, until: 8 });
    expect(report).toMatchObject({ agreeingHeads: 1, newestHead: { size: 4 } });
    expect((await verified([])).fault).toBeUndefined();
  });

  it('by cutting off its end is found, by the ledger even where the journal says that this is all', async () => {
    await by('delete from journal_personal_parts where sequence > 10');
    await by('delete from journal_entries where sequence > 10');
    expect((await verified([])).fault).toMatchObject({ kind: 'missing', sequence: 11 });
    await by('update journal_head set size = 10, hash = (select hash from journal_entries where sequence = 10)');
    expect((await verified()).fault).toMatchObject({ kind: 'missing', sequence: 11 });
  });

  it('by emptying it is found', async () => {
    await by('truncate journal_personal_parts, journal_entries, journal_head');
    expect((await verified()).fault).toMatchObject({ kind: 'missing', sequence: 1 });
  });

  it('by adding past its end is found', async () => {
    await by('update journal_head set size = 11, hash = (select hash from journal_entries where sequence = 11)');
    expect((await verified([])).fault).toMatchObject({ kind: 'reordered', sequence: 12 });
  });
});

describe('erasures', () => {
  it('are no fault: the rest is verified, and they are counted', async () => {
    await one.journal.erase(ANA, { by: NURSE, what: {}, outcome: 'success' });
    expect(await verified()).toMatchObject({
      ...{ entries: 13, erased: 12, unaccounted: 0, agreeingHeads: 3, fault: undefined },
    });
  });

  it('that nobody journaled are told', async () => {
    await one.journal.erase(ANA, { by: NURSE, what: {}, outcome: 'success' });
    await one.journal.append(aDraft());
    await by('delete from journal_personal_parts');
    expect(await verified()).toMatchObject({ erased: 13, unaccounted: 1 });
  });
});

it('reads a journal of many entries piece by piece', async () => {
  await one.write(12_000);
  const told: number[] = [];
  const report = await verifyJournal({ db: one.db, heads, progress: (read) => told.push(read) });
  expect(report).toMatchObject({ entries: 12_012, fault: undefined });
  expect(told).toEqual([5_000, 10_000, 12_012]);
});
