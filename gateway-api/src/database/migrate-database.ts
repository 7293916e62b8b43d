/** Brings the database to the tables that this version expects. */
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { Pool } from 'pg';

/** The SQL that drizzle-kit wrote from the `*.table.ts` files; beside `src` as well as beside `dist`. */
export const MIGRATIONS_FOLDER = join(__dirname, '..', '..', 'migrations');

/** Any number that nobody else locks in this database. */
const LOCK = 0x7e51ac;

/**
 * Applies what is missing. Two gateways that start at once on one database take turns, since drizzle's own
 * migrator does not lock.
 */
export async function migrateDatabase(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    client.release();
  } catch (error) {
    // Closing the connection gives the lock back, whatever state it is in.
    client.release(true);
    throw error;
  }
}
