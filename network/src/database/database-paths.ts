/** Where the embedded database keeps what: passwords beside the network's state, data where its user can reach them. */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { unprivilegedUser } from './unprivileged-user';

/** The folders of a network's database. */
export interface DatabasePaths {
  /** Passwords, one file a role, for the owner of the state folder only. */
  readonly passwords: string;
  /** The folder that the database's user owns. */
  readonly home: string;
  /** PostgreSQL's data, below it. */
  readonly data: string;
}

/**
 * The folders for a network's state folder. For root the data lie under /var/lib/theriac (THERIAC_DATA says otherwise),
 * named by the state folder, since a clone may lie beneath a folder that only root may enter.
 */
export function databasePaths(state: string): DatabasePaths {
  const passwords = join(resolve(state), 'database');
  const elsewhere = process.env.THERIAC_DATA ?? (unprivilegedUser() === undefined ? undefined : '/var/lib/theriac');
  const home =
    elsewhere === undefined
      ? join(passwords, 'home')
      : join(elsewhere, createHash('sha256').update(resolve(state)).digest('hex').slice(0, 16));
  return { passwords, home, data: join(home, 'data') };
}
