/** Uploads that nobody works on any more are swept; those that somebody may still read are not. */
import { sql } from 'drizzle-orm';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import { CALLERS } from '../http/fixtures/test-app';
import { JobStore } from '../jobs';
import { UploadStore } from './uploads.store';

let server: TestServer;
let database: TestDatabase;
let uploads: UploadStore;

beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
beforeEach(async () => {
  database = await server.fresh();
  uploads = new UploadStore(database.db);
});
afterAll(() => server.stop());

const document = async function* () {
  yield await Promise.resolve(Buffer.from('serial\nS1\n'));
}.bind(undefined);

const stored = async (): Promise<string> => (await uploads.store('text/csv', document())).id;

const age = (id: string, interval: string): Promise<unknown> =>
  database.db.execute(sql`update uploads set created_at = created_at - ${interval}::interval,
    stored_at = stored_at - ${interval}::interval where id = ${id}`);

const left = async (): Promise<unknown[]> =>
  (await database.pool.query<{ id: string }>('SELECT id FROM uploads')).rows.map(({ id }) => id);

it('sweeps a document whose process ended before it made a job of it, with its pieces', async () => {
  await age(await stored(), '25 hours');
  await uploads.sweep();
  expect(await left()).toEqual([]);
  expect((await database.pool.query('SELECT 1 FROM upload_pieces')).rowCount).toBe(0);
});

it('leaves a document that a request may still work on', async () => {
  const id = await stored();
  await age(id, '23 hours');
  await uploads.sweep();
  expect(await left()).toEqual([id]);
});

it('leaves a document that an unfinished job names, however old, until the job has ended', async () => {
  const id = await stored();
  const input = { file: { upload: id } };
  const job = { reference: 'r', kind: 'reads', input, caller: CALLERS.pharmacist! };
  await new JobStore(database.db, 10_000).insert(job);
  await age(id, '30 days');
  await uploads.sweep();
  expect(await left()).toEqual([id]);
  await database.db.execute(sql`update jobs set state = 'failed'`);
  await uploads.sweep();
  expect(await left()).toEqual([]);
});

it('sweeps what was broken off an hour ago, and not what is arriving', async () => {
  const insert = (id: string, interval: string) =>
    database.db.execute(sql`insert into uploads (id, media_type, created_at)
      values (${id}, 'text/csv', now() - ${interval}::interval)`);
  await insert('arriving', '59 minutes');
  await insert('broken-off', '61 minutes');
  await uploads.sweep();
  expect(await left()).toEqual(['arriving']);
});
