/** A pool survives connections that die under a transaction. */
import type { Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { Pool, type PoolClient } from 'pg';
import { startTestServer, type TestServer } from './fixtures/test-database';
import { drizzleOn } from './transactions';

let server: TestServer;
let pool: Pool;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  pool = new Pool({ connectionString: await server.server.createDatabase(), max: 1, connectionTimeoutMillis: 2_000 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
});
afterEach(() => pool.end());

function cut(client: PoolClient): void {
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}

describe('a transaction', () => {
  it('gives its connection back when it cannot even begin', async () => {
    const db = drizzleOn(pool);
    for (let round = 0; round < 3; round += 1) {
      pool.once('acquire', cut);
      await expect(db.transaction((work) => work.execute(sql`select 1`))).rejects.toThrow();
    }
    await expect(db.transaction((work) => work.execute(sql`select 2 as two`))).resolves.toMatchObject({
      rows: [{ two: 2 }],
    });
  });

  it('stands as a whole or not at all', async () => {
    const db = drizzleOn(pool);
    await db.execute(sql`create table t (n int)`);
    const failing = db.transaction(async (work) => {
      await work.execute(sql`insert into t values (1)`);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await db.transaction((work) => work.execute(sql`insert into t values (2)`));
    expect((await db.execute(sql`select n from t`)).rows).toEqual([{ n: 2 }]);
  });
});
