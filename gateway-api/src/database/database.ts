/** The connection to the organisation's PostgreSQL: one pool, drizzle on top of it. */
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { drizzleOn } from './transactions';

/** Queries, each in a transaction of its own. */
export type Database = NodePgDatabase;

/** Queries inside one transaction: all of them stand, or none. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** What both can do: a store that takes this works alone and as part of something larger. */
export type Executor = Database | Transaction;

/** An open database. */
export interface OpenDatabase {
  readonly db: Database;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** Waiting longer for a free connection means that something is stuck: an error is the better answer. */
const CONNECT_TIMEOUT = 5_000;
/** No statement of a gateway takes long; one that does holds locks that others wait for. */
const STATEMENT_TIMEOUT = 60_000;

/**
 * Opens the pool; the first query connects.
 *
 * @param onIdleError told when a connection breaks while no statement runs; the pool replaces it by itself
 */
export function openDatabase(url: string, connections: number, onIdleError: (error: Error) => void): OpenDatabase {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT,
    keepAlive: true,
    application_name: 'theriac-gateway',
  });
  pool.on('error', onIdleError);
  // Between two statements of a transaction nobody else listens: the next statement fails by itself, and a connection
  // that breaks in this gap must not end the process.
  pool.on('connect', (client) => client.on('error', onIdleError));
  return { db: drizzleOn(pool), pool, close: () => pool.end() };
}
