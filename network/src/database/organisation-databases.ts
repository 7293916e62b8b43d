/** A database and a role for each organisation on the one embedded server: none can read another's. */
import { Client } from 'pg';
import { databasePaths } from './database-paths';
import { ensurePassword, readPassword } from './password-file';
import { SUPERUSER } from './prepare-database';

/** Where the embedded server listens. */
const LOOPBACK = '127.0.0.1';

/** How long a server that is starting may take to accept connections. */
const START_DEADLINE = 30_000;

/** Makes each organisation's role and database on the running server; what stands already is left as it is. */
export async function ensureOrganisationDatabases(
  state: string,
  port: number,
  organisations: readonly string[],
  host: string = LOOPBACK,
): Promise<void> {
  const { passwords } = databasePaths(state);
  const client = await connect(urlFor(SUPERUSER, readPassword(passwords, SUPERUSER), port, 'postgres', host));
  try {
    for (const organisation of organisations) {
      await ensureDatabase(client, organisation, ensurePassword(passwords, organisation));
    }
  } finally {
    await client.end();
  }
}

/**
 * The `DATABASE_URL` of an organisation, password included: for the environment of its gateway, never for a log.
 *
 * @throws Error before {@link ensureOrganisationDatabases} made it
 */
export function databaseUrl(state: string, port: number, organisation: string, host: string = LOOPBACK): string {
  return urlFor(organisation, readPassword(databasePaths(state).passwords, organisation), port, organisation, host);
}

/** A connection URL; on loopback unless another host is given. */
export function urlFor(
  role: string,
  password: string,
  port: number,
  database: string,
  host: string = LOOPBACK,
): string {
  return `postgresql://${role}:${password}@${host}:${port}/${database}`;
}

/** Makes a role and the database that it owns; a second time changes nothing but the password. */
export async function ensureDatabase(client: Client, name: string, password: string): Promise<void> {
  const role = client.escapeIdentifier(name);
  const roles = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  const verb = roles.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  const databases = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${role} OWNER ${role}`);
  // By default every role may connect to every database.
  await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${role} FROM PUBLIC`);
}

/** Connects, and tries again while the server is still starting. */
export async function connect(url: string): Promise<Client> {
  const end = Date.now() + START_DEADLINE;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isStarting(error) || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Refused: it does not listen yet; 57P03: it listens and is still starting. */
function isStarting(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 'ECONNREFUSED' || code === '57P03';
}
