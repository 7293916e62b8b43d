/** Heads of organisations' logs, as anchored on the ledger. */
import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** One row a channel, organisation and log: the newest head. */
export const anchoredHeads = pgTable(
  'anchored_heads',
  {
    channel: text('channel').notNull(),
    organisation: text('organisation').notNull(),
    log: text('log').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    head: text('head').notNull(),
    /** The ledger's time, as text in UTC. */
    at: text('at').notNull(),
    transactionId: text('transaction_id').notNull(),
    blockNumber: bigint('block_number', { mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.channel, table.organisation, table.log] })],
);
