/** The embedded PostgreSQL as a process of the network. */
import { join } from 'node:path';
import type { ProcessSpec } from '../processes/process-spec';
import { binariesFolder } from './binaries';
import { databasePaths } from './database-paths';
import { unprivilegedUser } from './unprivileged-user';

/** Settings on top of PostgreSQL's defaults. Durability (fsync, full_page_writes) stays as it is. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  // Seven gateways of sixteen connections, a few tools, and room.
  max_connections: '200',
  shared_buffers: '64MB',
  // What a statement held must not reach a log: no statement texts, no DETAIL lines with key values.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** PostgreSQL's command line for a data folder and a port. */
export function postgresArguments(data: string, port: number, more: Readonly<Record<string, string>> = {}): string[] {
  const settings = Object.entries({ ...SETTINGS, ...more });
  return ['-D', data, '-p', String(port), ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** One server for the whole local network, with a database and a role for each organisation. */
export function databaseProcess(state: string, port: number): ProcessSpec {
  const { data, home } = databasePaths(state);
  const user = unprivilegedUser();
  return {
    name: 'database',
    command: join(binariesFolder(), 'bin', 'postgres'),
    args: postgresArguments(data, port),
    env: { LC_ALL: 'C', TZ: 'UTC' },
    cwd: home,
    ports: [port],
    // SIGTERM waits for every client to leave by itself.
    stopSignal: 'SIGINT',
    ...(user === undefined ? {} : { user }),
  };
}
