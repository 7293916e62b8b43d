/** The gateway's tables: made by the committed migrations, by several processes at once, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { sql } from 'drizzle-orm';
import { openDatabase } from './database';
import { isDatabaseAway } from './database-away';
import { startTestServer, type TestServer } from './fixtures/test-database';
import { migrateDatabase, MIGRATIONS_FOLDER } from './migrate-database';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());

describe('the gateway’s database', () => {
  it('is migrated once by gateways that start at the same time', async () => {
    const url = await server.server.createDatabase();
    const pools = [1, 2, 3, 4].map(() => openDatabase(url, 2, () => undefined));
    await Promise.all(pools.map(({ pool }) => migrateDatabase(pool)));
    const { rows } = await pools[0]!.pool.query('SELECT count(*)::int AS n FROM drizzle.__drizzle_migrations');
    const files = readdirSync(MIGRATIONS_FOLDER).filter((file) => file.endsWith('.sql'));
    expect(rows).toEqual([{ n: files.length }]);
    await Promise.all(pools.map((pool) => pool.close()));
  });

  it('has a migration for every table as it is written', async () => {
    const folder = join(__dirname, '..');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.table.ts'),
    );
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const tables = Object.assign({}, ...files.map((file) => require(join(folder, file)) as object)) as Record<
      string,
      unknown
    >;
    const snapshots = readdirSync(join(MIGRATIONS_FOLDER, 'meta')).filter((file) => file.endsWith('_snapshot.json'));
    const last = readFileSync(join(MIGRATIONS_FOLDER, 'meta', snapshots.sort().at(-1)!), 'utf8');
    const statements = await generateMigration(JSON.parse(last), generateDrizzleJson(tables));
    expect(statements).toEqual([]);
  });

  it('comes back by itself after the server crashed', async () => {
    const { db } = await server.fresh();
    await db.execute(sql`select 1`);
    await server.server.crash();
    await expect(db.execute(sql`select 1 as one`)).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('tells a server that is away from a statement that is wrong', async () => {
    const away = openDatabase('postgresql://nobody:none@127.0.0.1:1/none', 1, () => undefined);
    const refused: unknown = await away.db.execute(sql`select 1`).catch((error: unknown) => error);
    expect(isDatabaseAway(refused)).toBe(true);
    await away.close();
    const { db } = await server.fresh();
    const wrong: unknown = await db.execute(sql`select nonsense`).catch((error: unknown) => error);
    expect(isDatabaseAway(wrong)).toBe(false);
  });
});
