/** Transactions that always give their connection back. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';

/**
 * Drizzle on a pool. Drizzle's own transaction (0.45) begins outside of its `try`: when the connection is dead by then,
 * it is never released, and some crashes of the database later the pool is empty for good.
 */
export function drizzleOn(pool: Pool): NodePgDatabase {
  const db = drizzle(pool);
  db.transaction = async (work, config) => {
    const client = await pool.connect();
    try {
      return await drizzle(client).transaction(work, config);
    } finally {
      // The pool itself throws a broken one away.
      client.release();
    }
  };
  return db;
}
