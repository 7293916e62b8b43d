/** The journal on a real database: one order whoever writes, nothing lost that was answered, and no fork. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { openDatabase, type OpenDatabase } from '../database';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import { aDraft, ANA, BEN, NURSE } from './fixtures/drafts';
import { Journal } from './journal';
import { type JournalFilter, JournalStore } from './journal.store';
import { verifyJournal } from './verify-journal';

let server: TestServer;
let database: TestDatabase;
const opened: OpenDatabase[] = [];
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await server.stop();
});
beforeEach(async () => {
  database = await server.fresh();
});

/** Another process on the same database: its own connections, its own queue. */
function anotherProcess(): Journal {
  const own = openDatabase(database.url, 4, () => undefined);
  opened.push(own);
  return new Journal(own.db);
}

const verified = () => verifyJournal({ db: database.db, heads: [] });
const all: JournalFilter = { patient: undefined, kind: undefined, from: undefined, to: undefined, after: undefined };
const bodies = async () => {
  const rows = await new JournalStore(database.db).list(all, 10_000);
  return rows.map(({ body }) => JSON.parse(body) as { sequence: number; at: string; what: { count: number } });
};

describe('appending', () => {
  it('numbers entries from 1, and gives each its moment', async () => {
    const journal = new Journal(database.db);
    const first = await journal.append(aDraft());
    const second = await journal.append(aDraft({ kind: 'release' }));
    expect([first.sequence, second.sequence]).toEqual([1, 2]);
    expect(Math.abs(Date.parse(first.at) - Date.now())).toBeLessThan(60_000);
    expect(second.at >= first.at).toBe(true);
    expect(await verified()).toMatchObject({ entries: 2, fault: undefined });
  });

  it('keeps several entries together, in their order', async () => {
    const journal = new Journal(database.db);
    const many = Array.from({ length: 2_500 }, (_, count) => aDraft({ what: { count } }));
    const [entries] = await Promise.all([journal.appendAll(many), journal.append(aDraft()), journal.appendAll([])]);
    expect(entries.map(({ what }) => what.count)).toEqual(many.map(({ what }) => what.count));
    expect(entries.at(-1)!.sequence - entries[0]!.sequence).toBe(2_499);
    expect(await verified()).toMatchObject({ entries: 2_501, fault: undefined });
  });

  it('is one journal for two processes that write at the same time', async () => {
    const processes = [anotherProcess(), anotherProcess()];
    const writing = processes.flatMap((journal) => Array.from({ length: 200 }, () => journal.append(aDraft())));
    const numbers = (await Promise.all(writing)).map(({ sequence }) => sequence);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
    expect(await verified()).toMatchObject({ entries: 400, fault: undefined });
  });

  it('commits the entries of callers who each wait for their own together', async () => {
    const journal = new Journal(database.db);
    const caller = async () => {
      for (let count = 0; count < 25; count += 1) await journal.append(aDraft({ what: { count } }));
    };
    await Promise.all(Array.from({ length: 40 }, caller));
    const { rows } = await database.db.execute(sql`select count(distinct xmin::text)::int as n from journal_entries`);
    expect(rows[0]!.n).toBeLessThan(200);
    expect(await verified()).toMatchObject({ entries: 1_000, fault: undefined });
  });

  it('refuses what no entry may hold, and takes the others all the same', async () => {
    const journal = new Journal(database.db);
    const faulty = journal.append(aDraft({ what: { reason: 'she was unconscious' } }));
    await Promise.all([expect(faulty).rejects.toThrow('must be a code'), journal.append(aDraft())]);
    expect(await verified()).toMatchObject({ entries: 1 });
  });

  it('holds nothing that leads to the patient in the chained text', async () => {
    await new Journal(database.db).append(aDraft());
    const { rows } = await database.db.execute(sql`select body from journal_entries`);
    expect(JSON.stringify(rows)).not.toContain(ANA);
  });
});

describe('inside a caller’s transaction', () => {
  it('an entry stands with what the transaction did, and goes with it', async () => {
    const { db } = database;
    await db.execute(sql`create table deeds (n int)`);
    const journal = new Journal(db);
    await db.transaction(async (work) => {
      await work.execute(sql`insert into deeds values (1)`);
      await journal.append(aDraft(), work);
    });
    const undone = db.transaction(async (work) => {
      await work.execute(sql`insert into deeds values (2)`);
      await journal.append(aDraft(), work);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect((await db.execute(sql`select n from deeds`)).rows).toEqual([{ n: 1 }]);
    expect(await verified()).toMatchObject({ entries: 1, fault: undefined });
    // The number of the entry that went is the next one's.
    expect((await journal.append(aDraft())).sequence).toBe(2);
  });

  it('others wait until it is known whether it stands', async () => {
    const journal = new Journal(database.db);
    let other: Promise<{ sequence: number }> | undefined;
    await database.db.transaction(async (work) => {
      await journal.append(aDraft(), work);
      other = anotherProcess().append(aDraft());
      await pause(100);
    });
    expect((await other)?.sequence).toBe(2);
  });
});

describe('when the database server crashes', () => {
  it('every entry that was answered stands, there is no gap and no fork, and writing goes on', async () => {
    const processes = [new Journal(database.db), anotherProcess()];
    const answered: number[] = [];
    let isEnding = false;
    const write = async (journal: Journal, inTransaction: boolean) => {
      while (!isEnding) {
        const one = inTransaction
          ? database.db.transaction((work) => journal.append(aDraft(), work))
          : journal.append(aDraft());
        await one.then(
          ({ sequence }) => answered.push(sequence),
          () => pause(20),
        );
      }
    };
    const writing = processes.flatMap((journal) => [
      write(journal, false),
      write(journal, true),
      write(journal, false),
    ]);
    for (let crash = 0; crash < 3; crash += 1) {
      await pause(300);
      const before = answered.length;
      await server.server.crash();
      for (let look = 0; answered.length <= before && look < 500; look += 1) await pause(20);
      expect(answered.length).toBeGreaterThan(before);
    }
    isEnding = true;
    await Promise.all(writing);
    const report = await verified();
    expect(report.fault).toBeUndefined();
    expect(new Set(answered).size).toBe(answered.length);
    expect(report.entries).toBeGreaterThanOrEqual(Math.max(...answered));
  }, 60_000);
});

describe('an erasure', () => {
  it('destroys what leads to the patient, and says how much it was', async () => {
    const journal = new Journal(database.db);
    await journal.appendAll([aDraft(), aDraft({ patient: BEN }), aDraft()]);
    const entry = await journal.erase(ANA, { by: NURSE, what: {}, outcome: 'success' });
    expect(entry).toMatchObject({ sequence: 4, kind: 'erasure', what: { count: 2 } });
    const { rows } = await database.db.execute(sql`select patient, salt, part from journal_personal_parts`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(ANA);
    expect(await verified()).toMatchObject({ entries: 4, erased: 2, unaccounted: 0, fault: undefined });
  });

  it('stands with the caller’s transaction, or not at all', async () => {
    const journal = new Journal(database.db);
    await journal.append(aDraft());
    const undone = database.db.transaction(async (work) => {
      await journal.erase(ANA, { by: NURSE, what: {}, outcome: 'success' }, work);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await verified()).toMatchObject({ entries: 1, erased: 0 });
  });
});

describe('lists', () => {
  it('find entries by patient, kind and time, the newest first', async () => {
    const journal = new Journal(database.db);
    const first = await journal.append(aDraft());
    await pause(20);
    const second = await journal.append(aDraft({ kind: 'refusal', patient: BEN, outcome: 'refused' }));
    await journal.append(aDraft({ kind: 'release' }));
    const store = new JournalStore(database.db);
    const found = async (more: Partial<JournalFilter>) =>
      (await store.list({ ...all, ...more }, 10)).map(({ sequence }) => sequence);
    expect(await found({})).toEqual([3, 2, 1]);
    expect(await found({ patient: ANA })).toEqual([3, 1]);
    expect(await found({ kind: 'refusal' })).toEqual([2]);
    expect(await found({ from: second.at })).toEqual([3, 2]);
    expect(await found({ to: second.at })).toEqual([first.sequence]);
    expect(await found({ after: 3 })).toEqual([2, 1]);
  });

  it('count what the ledger does not cover yet, and since when', async () => {
    const store = new JournalStore(database.db);
    expect(await store.unanchored()).toEqual({ entries: 0, oldestMs: 0 });
    const journal = new Journal(database.db);
    await journal.appendAll([aDraft(), aDraft()]);
    await pause(20);
    await journal.append(aDraft());
    expect((await store.unanchored()).oldestMs).toBeGreaterThan(15);
    await store.noteAnchored(2);
    await store.noteAnchored(1);
    expect((await store.unanchored()).entries).toBe(1);
    await store.noteAnchored(3);
    expect(await store.unanchored()).toEqual({ entries: 0, oldestMs: 0 });
    expect((await bodies()).map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
  });
});
