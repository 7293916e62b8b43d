/** The few ways a handler changes rows, typed by the table, in the block's own database transaction. */
import type { InferInsertModel, SQL } from 'drizzle-orm';
import type { IndexColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from '../database/database';

/** Changes of rows. Each is a function of its own, so that a handler takes only what it needs. */
export interface RowChanges {
  readonly insert: <T extends PgTable>(table: T, row: InferInsertModel<T>) => Promise<void>;
  /** Inserts, or replaces the row that has the same values in the `key` columns, which need a unique index. */
  readonly upsert: <T extends PgTable>(
    table: T,
    key: IndexColumn | IndexColumn[],
    row: InferInsertModel<T>,
  ) => Promise<void>;
  readonly update: <T extends PgTable>(
    table: T,
    which: SQL | undefined,
    changes: Partial<InferInsertModel<T>>,
  ) => Promise<void>;
  readonly remove: (table: PgTable, which: SQL | undefined) => Promise<void>;
}

/** Changes rows inside a transaction. */
export function rowChanges(work: Transaction): RowChanges {
  // Drizzle types what is inserted and what is set apart, though for a row of values they are the same.
  return {
    insert: async (table, row) => {
      await work.insert(table).values(row);
    },
    upsert: async (table, key, row) => {
      await work
        .insert(table)
        .values(row)
        .onConflictDoUpdate({ target: key, set: row as never });
    },
    update: async (table, which, changes) => {
      await work
        .update(table)
        .set(changes as never)
        .where(which);
    },
    remove: async (table, which) => {
      await work.delete(table).where(which);
    },
  };
}
