/** The embedded PostgreSQL: made once, closed to other organisations, whole after a crash and after a lost state folder. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { databasePaths } from './database-paths';
import {
  connect,
  databaseProcess,
  databaseUrl,
  ensureOrganisationDatabases,
  freePort,
  prepareDatabase,
  removeDatabase,
} from './index';

// Generous: a real server on a machine that does other things as well.
jest.setTimeout(60_000);

const state = mkdtempSync(join(tmpdir(), 'theriac-state-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'theriac-data-'));
const before = process.env.THERIAC_DATA;
let port: number;
let stop: () => Promise<void> = () => Promise.resolve();

async function run(): Promise<void> {
  const spec = databaseProcess(state, port);
  const child = spawn(spec.command, spec.args, { env: spec.env, cwd: spec.cwd, stdio: 'ignore', ...spec.user });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  await ensureOrganisationDatabases(state, port, ['pharmacy', 'hospital']);
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = await connect(url);
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  chmodSync(elsewhere, 0o755);
  process.env.THERIAC_DATA = elsewhere;
  port = await freePort();
  await prepareDatabase(state);
  await run();
}, 60_000);

afterAll(async () => {
  await stop();
  removeDatabase(state);
  for (const folder of [state, elsewhere]) rmSync(folder, { recursive: true, force: true });
  if (before === undefined) delete process.env.THERIAC_DATA;
  else process.env.THERIAC_DATA = before;
});

describe('the embedded database', () => {
  it('gives each organisation a database that the others cannot enter', async () => {
    await ask(databaseUrl(state, port, 'pharmacy'), 'CREATE TABLE scans (id int)');
    const url = new URL(databaseUrl(state, port, 'hospital'));
    url.pathname = '/pharmacy';
    await expect(new Client({ connectionString: url.href }).connect()).rejects.toThrow(
      'permission denied for database',
    );
  });

  it('keeps passwords in files that only their owner reads, and asks for them', async () => {
    const file = join(databasePaths(state).passwords, 'pharmacy.password');
    expect(statSync(file).mode & 0o077).toBe(0);
    const wrong = databaseUrl(state, port, 'pharmacy').replace(readFileSync(file, 'utf8'), 'guessed');
    await expect(new Client({ connectionString: wrong }).connect()).rejects.toThrow('password authentication failed');
  });

  it('is prepared again without losing anything', async () => {
    await stop();
    await prepareDatabase(state);
    await run();
    expect(await ask(databaseUrl(state, port, 'pharmacy'), 'SELECT count(*)::int AS n FROM scans')).toEqual([{ n: 0 }]);
  });

  it('survives an interrupted preparation', async () => {
    const other = mkdtempSync(join(tmpdir(), 'theriac-state-'));
    const { data } = databasePaths(other);
    mkdirSync(`${data}.new`, { recursive: true });
    writeFileSync(join(`${data}.new`, 'PG_VERSION'), 'half');
    await prepareDatabase(other);
    expect(existsSync(join(data, 'global', 'pg_control'))).toBe(true);
    removeDatabase(other);
    rmSync(other, { recursive: true, force: true });
  });

  it('sets data aside whose state folder was deleted', async () => {
    await stop();
    rmSync(join(state, 'database'), { recursive: true });
    await prepareDatabase(state);
    await run();
    await expect(ask(databaseUrl(state, port, 'pharmacy'), 'SELECT * FROM scans')).rejects.toThrow('does not exist');
  });

  it('says nothing of a statement in its log', () => {
    const { args } = databaseProcess(state, port);
    expect(args).toContain('log_min_error_statement=panic');
    expect(args).toContain('log_error_verbosity=terse');
  });
});
