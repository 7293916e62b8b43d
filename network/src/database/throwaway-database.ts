/** A PostgreSQL for tests: made in a temporary folder on a free port, gone without a trace. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBinaries } from './binaries';
import { postgresArguments } from './database-process';
import { connect, ensureDatabase, urlFor } from './organisation-databases';
import { readPassword } from './password-file';
import { initialise, SUPERUSER } from './prepare-database';
import { unprivilegedUser } from './unprivileged-user';

/** A running throwaway server. */
export interface ThrowawayDatabase {
  readonly port: number;
  /** A new, empty database with a role of its own; its URL. */
  createDatabase(): Promise<string>;
  /** A copy of a database that nobody is connected to, with the same role; its URL. Faster than making it anew. */
  copyDatabase(url: string): Promise<string>;
  /** Ends the server as a crash does, and starts it again on the same data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Not durable: what a test writes need not outlive the machine. It does outlive the server's crash. */
const FAST = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '16MB' };

/** Starts a server; about half a second. */
export async function startThrowawayDatabase(): Promise<ThrowawayDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-database-'));
  // The server's user must be able to pass through; what lies within is closed by its own modes.
  chmodSync(folder, 0o755);
  const paths = {
    passwords: join(folder, 'passwords'),
    home: join(folder, 'home'),
    data: join(folder, 'home', 'data'),
  };
  await initialise(paths, ['--no-sync']);
  const port = await freePort();
  const admin = urlFor(SUPERUSER, readPassword(paths.passwords, SUPERUSER), port, 'postgres');
  let server = await startServer(paths.data, port, admin);
  const end = (signal: 'INT' | 'QUIT'): Promise<void> =>
    new Promise((resolve) => {
      server.once('exit', () => {
        resolve();
      });
      server.stdin?.end(`${signal}\n`);
    });
  return {
    port,
    async createDatabase() {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = await connect(admin);
      await ensureDatabase(client, name, name);
      await client.end();
      return urlFor(name, name, port, name);
    },
    async copyDatabase(url) {
      const [copy, original] = [new URL(url), new URL(url).pathname.slice(1)];
      const name = `test_${randomBytes(6).toString('hex')}`;
      const client = await connect(admin);
      const [from, owner] = [client.escapeIdentifier(original), client.escapeIdentifier(copy.username)];
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${from} OWNER ${owner}`);
      await client.end();
      copy.pathname = `/${name}`;
      return copy.href;
    },
    async crash() {
      // QUIT is PostgreSQL's immediate shutdown: no checkpoint, recovery from the log at the next start.
      await end('QUIT');
      server = await startServer(paths.data, port, admin);
    },
    async stop() {
      await end('INT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Waits beside the server for the name of a signal. A test run that is killed closes the pipe, and the server ends
 * too, instead of staying behind for ever.
 */
const KEEPER = '"$@" & server=$!; read -r signal || signal=INT; kill -"$signal" "$server"; wait "$server"';

async function startServer(data: string, port: number, url: string): Promise<ChildProcess> {
  const postgres = join(ensureBinaries(), 'bin', 'postgres');
  const server = spawn('/bin/sh', ['-c', KEEPER, 'sh', postgres, ...postgresArguments(data, port, FAST)], {
    ...unprivilegedUser(),
    cwd: data,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH ?? '' },
  });
  const client = await connect(url);
  await client.end();
  return server;
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
