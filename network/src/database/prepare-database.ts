/** Makes the data folder of the embedded PostgreSQL, once. */
import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureBinaries } from './binaries';
import { type DatabasePaths, databasePaths } from './database-paths';
import { ensurePassword, passwordFile } from './password-file';
import { unprivilegedUser } from './unprivileged-user';

const execute = promisify(execFile);

/** The role that owns the server; organisations have roles of their own. */
export const SUPERUSER = 'theriac';

/** Makes the data folder unless it stands already. Interrupted at any point, the next call ends the work. */
export async function prepareDatabase(state: string): Promise<void> {
  ensureBinaries();
  await initialise(databasePaths(state));
}

/** Throws the data and the passwords of a network away. The server must not run. */
export function removeDatabase(state: string): void {
  const { home, passwords } = databasePaths(state);
  rmSync(home, { recursive: true, force: true });
  rmSync(passwords, { recursive: true, force: true });
}

/** Runs initdb beside the data folder and renames, so that a half-made folder is never taken for a whole one. */
export async function initialise(
  { passwords, home, data }: DatabasePaths,
  more: readonly string[] = [],
): Promise<void> {
  setAsideOrphan(passwords, data);
  if (existsSync(data)) return;
  const user = unprivilegedUser();
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const beside = `${data}.new`;
  const secret = join(home, 'initdb.password');
  rmSync(beside, { recursive: true, force: true });
  writeFileSync(secret, ensurePassword(passwords, SUPERUSER), { mode: 0o600 });
  if (user !== undefined) for (const path of [home, secret]) chownSync(path, user.uid, user.gid);
  try {
    await execute(
      join(ensureBinaries(), 'bin', 'initdb'),
      [`--pgdata=${beside}`, `--username=${SUPERUSER}`, `--pwfile=${secret}`, ...INITDB, ...more],
      { ...user, cwd: home, env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH ?? '' } },
    );
  } finally {
    rmSync(secret, { force: true });
  }
  renameSync(beside, data);
}

const INITDB = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];

/**
 * Data whose password is gone belong to a state folder that was deleted by hand: the chain that they speak of is gone
 * too. They are set aside, not deleted, and the new network begins with an empty database.
 */
function setAsideOrphan(passwords: string, data: string): void {
  if (existsSync(data) && !existsSync(passwordFile(passwords, SUPERUSER))) renameSync(data, `${data}.${Date.now()}`);
}
