import { sql } from 'drizzle-orm';
import { startTestServer, type TestDatabase, type TestServer } from '../../database/fixtures/test-database';
import { linkCodeSchema } from './link-code';
import { LinkCodeStore } from './link-codes.store';

const ana = { patient: 'a'.repeat(32), reference: 'r1' };
const ben = { patient: 'b'.repeat(32), reference: 'r2' };
const linked = { transactionId: 'tx1', changedAt: '2026-11-22T09:00:00.000Z' };

let server: TestServer;
let database: TestDatabase;
let codes: LinkCodeStore;
beforeAll(async () => {
  server = await startTestServer();
  database = await server.fresh();
  codes = new LinkCodeStore(database.db, Buffer.alloc(32, 1));
}, 60_000);
afterAll(() => server.stop());

const handedOut = async (): Promise<string> => linkCodeSchema.parse((await codes.handOut('S-1', 'nurse')).code);
const endAll = (interval: string) =>
  database.db.execute(sql`update link_codes set expires_at = now() - cast(${interval} as interval)`);

it('is one patient’s from the first who uses it on', async () => {
  const code = await handedOut();
  expect(await codes.claim('2345678ABC', ana)).toBeUndefined();
  expect(await codes.claim(code, ana)).toMatchObject({ recordNumber: 'S-1', linked: undefined });
  expect(await codes.claim(code, ben)).toBeUndefined();
});

it('goes on after a crash with the very salt, in whatever request, also when its time is over', async () => {
  const code = await handedOut();
  const first = await codes.claim(code, ana);
  await endAll('1 minute');
  expect(first).toMatchObject({ isResumed: false });
  expect(await codes.claim(code, { ...ana, reference: 'r3' })).toEqual({ ...first, isResumed: true });
});

it('tells the same command what came of it, and nobody else, once it is used up', async () => {
  const code = await handedOut();
  const { id } = (await codes.claim(code, ana))!;
  await codes.useUp(id, linked);
  expect(await codes.claim(code, ana)).toMatchObject({ linked });
  expect(await codes.claim(code, { ...ana, reference: 'r3' })).toBeUndefined();
  await codes.release(id);
  expect(await codes.claim(code, ben)).toBeUndefined();
});

it('is another’s when nothing came of it', async () => {
  const code = await handedOut();
  await codes.release((await codes.claim(code, ana))!.id);
  expect(await codes.claim(code, ben)).toMatchObject({ recordNumber: 'S-1' });
});

it('ends by itself, and is forgotten in the end', async () => {
  const code = await handedOut();
  await endAll('1 minute');
  expect(await codes.claim(code, ana)).toBeUndefined();
  await codes.sweep();
  expect((await database.db.execute(sql`select 1 from link_codes`)).rows).not.toHaveLength(0);
  await endAll('25 hours');
  await codes.sweep();
  expect((await database.db.execute(sql`select 1 from link_codes`)).rows).toEqual([]);
});
