/** Projections on a real database: events and writes in order, faults that name their place, and a rebuild that starts over. */
import { canonicalJson, compositeKey } from '@theriac/domain/ledger';
import { eq, sql } from 'drizzle-orm';
import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { decodeBlock, type PrivateBodies, readCheckpoint } from '../blocks';
import { ledgerCheckpoints } from '../blocks/checkpoints.table';
import { type MadeTransaction, makeBlock } from '../blocks/fixtures/make-block';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import { ledgerProposals } from '../ledger/proposals.table';
import { anchoredHeadsProjection } from './anchored-heads.projection';
import { anchoredHeads } from './anchored-heads.table';
import { on, onPrivate, type Projection, projection, ProjectionFault } from './projection';
import { prepareProjections, resetProjections } from './rebuild';

const shelves = pgTable('shelves', {
  name: text('name').primaryKey(),
  packs: bigint('packs', { mode: 'number' }).notNull(),
});

const countedSchema = z.strictObject({ name: z.string(), packs: z.int() });

const shelvesProjection = projection('shelves', {
  version: 1,
  channels: ['supply'],
  tables: [shelves],
  events: {
    ShelfFilled: on(countedSchema, (event, { insert }) => insert(shelves, event)),
    ShelfCounted: on(countedSchema, ({ name, packs }, { update }) =>
      update(shelves, eq(shelves.name, name), { packs }),
    ),
    ShelfRemoved: on(z.strictObject({ name: z.string() }), ({ name }, { remove }) =>
      remove(shelves, eq(shelves.name, name)),
    ),
  },
  writes: {
    shelf: ({ attributes: [name = ''], value }, { upsert, remove }) =>
      value === undefined
        ? remove(shelves, eq(shelves.name, name))
        : upsert(shelves, shelves.name, { name, packs: Number(Buffer.from(value).toString()) }),
  },
});

let server: TestServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startTestServer();
}, 30_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await server.fresh();
  await database.db.execute(sql`create table shelves (name text primary key, packs bigint not null)`);
});

async function apply(one: Projection, ...transactions: MadeTransaction[]): Promise<void> {
  const block = decodeBlock('supply', makeBlock(7, transactions));
  await database.db.transaction((work) => one.apply(block, work));
}

const telling = (name: string, event: unknown): MadeTransaction => ({
  id: `tx-${name}`,
  event: { name, payload: canonicalJson(event) },
});
const writing = (key: string, value?: string): MadeTransaction => ({
  id: 'tx',
  writes: { supply: [value === undefined ? { key, isDelete: true } : { key, value }] },
});
const allShelves = () => database.db.select().from(shelves).orderBy(shelves.name);

describe('a projection', () => {
  it('applies events in the order of the block, and passes over those of others', async () => {
    await apply(
      shelvesProjection,
      telling('ShelfFilled', { name: 'a', packs: 1 }),
      telling('ShelfFilled', { name: 'b', packs: 2 }),
      telling('ShelfCounted', { name: 'a', packs: 5 }),
      telling('ShelfRemoved', { name: 'b' }),
      telling('SomethingElse', { of: 'another business' }),
    );
    expect(await allShelves()).toEqual([{ name: 'a', packs: 5 }]);
  });

  it('applies public writes by the type of their composite key', async () => {
    await apply(
      shelvesProjection,
      writing(compositeKey('shelf', ['a']), '3'),
      writing(compositeKey('shelf', ['b']), '4'),
      writing(compositeKey('shelf', ['a']), '8'),
      writing(compositeKey('shelf', ['b'])),
      writing(compositeKey('bin', ['a']), '9'),
      writing('shelf', '9'),
    );
    expect(await allShelves()).toEqual([{ name: 'a', packs: 8 }]);
  });

  it('gets all of a transaction’s writes of a type at once where it asks so, before its other writes', async () => {
    const told: string[] = [];
    const tell = (what: string) => {
      told.push(what);
      return Promise.resolve();
    };
    const counting = projection('counting', {
      ...{ version: 1, tables: [] },
      manyWrites: { shelf: (writes) => tell(`shelves ${writes.map(({ attributes }) => attributes.join()).join()}`) },
      writes: { bin: ({ attributes }) => tell(`bin ${attributes.join()}`) },
      events: { Told: () => tell('event') },
    });
    const keys = [compositeKey('bin', ['x']), compositeKey('shelf', ['a']), compositeKey('shelf', ['b'])];
    const writes = { supply: keys.map((key) => ({ key, value: '1' })) };
    await apply(counting, { ...telling('Told', {}), writes }, writing(compositeKey('bin', ['y']), '1'));
    expect(told).toEqual(['shelves a,b', 'bin x', 'event', 'bin y']);
  });

  it('takes nothing of an invalid transaction', async () => {
    await apply(shelvesProjection, { ...telling('ShelfFilled', { name: 'a', packs: 1 }), code: 11 });
    expect(await allShelves()).toEqual([]);
  });

  it('is not led astray by the name of an event', async () => {
    await apply(
      shelvesProjection,
      telling('constructor', {}),
      telling('toString', {}),
      writing(compositeKey('valueOf', ['a']), 'x'),
    );
    expect(await allShelves()).toEqual([]);
  });

  it('says where it is, when it does not understand, and skips nothing', async () => {
    const applying = apply(
      shelvesProjection,
      telling('ShelfFilled', { name: 'a', packs: 1 }),
      telling('ShelfCounted', { name: 'a', packs: 'many' }),
    );
    await expect(applying).rejects.toThrow(ProjectionFault);
    await expect(applying).rejects.toThrow(
      'shelves does not understand the event ShelfCounted of tx-ShelfCounted in block 7',
    );
    expect(await allShelves()).toEqual([]);
  });
});

describe('an event of private data', () => {
  const told: string[] = [];
  const notes = projection('notes', {
    ...{ version: 1, tables: [] },
    events: {
      ShelfFilled: on(z.looseObject({}), () => Promise.resolve()),
      NoteTaken: onPrivate(z.strictObject({ note: z.string() }), (event, { transaction }) => {
        told.push(`${transaction.transactionId}: ${event?.note ?? 'erased'}`);
        return Promise.resolve();
      }),
    },
  });
  const applyWith = (bodies?: PrivateBodies) => {
    told.length = 0;
    const [first, second] = ['tx1', 'tx2'].map((id) => ({ ...telling('NoteTaken', { type: 'NoteTaken' }), id }));
    const block = decodeBlock('supply', makeBlock(7, [first!, second!]));
    return database.db.transaction((work) => notes.apply(block, work, bodies));
  };

  it('is asked for by its name, and no other is', () => {
    expect([...(notes.privateEvents ?? [])]).toEqual(['NoteTaken']);
  });

  it('comes whole, or as nothing when it was erased', async () => {
    await applyWith(
      new Map([
        ['tx1', Buffer.from('{"note":"a"}')],
        ['tx2', undefined],
      ]),
    );
    expect(told).toEqual(['tx1: a', 'tx2: erased']);
  });

  it('is not understood when its body breaks the schema, or nobody asked for it', async () => {
    const broken = new Map([['tx1', Buffer.from('{"name":"Ana"}')]]);
    for (const bodies of [broken, undefined])
      await expect(applyWith(bodies)).rejects.toThrow(
        'notes does not understand the event NoteTaken of tx1 in block 7',
      );
  });
});

describe('the projection of anchored heads', () => {
  const anchored = (size: number) =>
    telling('HeadAnchored', {
      ...{ type: 'HeadAnchored', version: 1, at: '2026-11-21T09:30:00.000Z' },
      ...{ organisation: 'pharmacy', log: 'journal', size, head: String(size % 10).repeat(64) },
    });

  it('remembers the newest head of each log', async () => {
    await apply(anchoredHeadsProjection, anchored(3), anchored(5));
    expect(await database.db.select().from(anchoredHeads)).toMatchObject([
      { channel: 'supply', organisation: 'pharmacy', log: 'journal', size: 5, blockNumber: 7n },
    ]);
  });
});

describe('starting over', () => {
  const PROJECTIONS = [shelvesProjection, anchoredHeadsProjection];

  async function atBlock8(): Promise<void> {
    await prepareProjections(database.db, ['supply', 'care'], PROJECTIONS);
    await apply(shelvesProjection, telling('ShelfFilled', { name: 'a', packs: 1 }));
    await database.db.update(ledgerCheckpoints).set({ nextBlock: 8n, lastHash: Buffer.alloc(32, 1) });
    await database.db.insert(ledgerProposals).values({
      ...{ transactionId: 'tx', channel: 'supply', transaction: 'C:T', person: 'p', madeAt: 1 },
    });
  }

  it('empties projections and checkpoints, and leaves own data', async () => {
    await atBlock8();
    await resetProjections(database.db, ['supply', 'care'], PROJECTIONS);
    expect(await allShelves()).toEqual([]);
    expect(await readCheckpoint(database.db, 'supply')).toEqual({ nextBlock: 0n, lastHash: undefined });
    expect(await readCheckpoint(database.db, 'care')).toEqual({ nextBlock: 0n, lastHash: undefined });
    expect(await database.db.select().from(ledgerProposals)).toHaveLength(1);
  });

  it('is not done at a start with the same projections', async () => {
    await atBlock8();
    expect(await prepareProjections(database.db, ['supply', 'care'], PROJECTIONS)).toBe(false);
    expect(await allShelves()).toHaveLength(1);
    expect((await readCheckpoint(database.db, 'supply')).nextBlock).toBe(8n);
  });

  it('is done at a start with another version or another projection, while a new channel begins by itself', async () => {
    await atBlock8();
    const changed = [{ ...shelvesProjection, version: 2 }, anchoredHeadsProjection];
    expect(await prepareProjections(database.db, ['supply', 'care'], changed)).toBe(true);
    expect(await allShelves()).toEqual([]);
    expect((await readCheckpoint(database.db, 'supply')).nextBlock).toBe(0n);
    expect(await prepareProjections(database.db, ['supply', 'care'], [shelvesProjection])).toBe(true);
    expect(await prepareProjections(database.db, ['supply', 'care', 'claims'], [shelvesProjection])).toBe(false);
    expect((await readCheckpoint(database.db, 'claims')).nextBlock).toBe(0n);
  });
});
