/** Which captures every member of the channel has anchored, as read from the blocks. */
import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** One row an anchor. */
export const captureAnchors = pgTable(
  'capture_anchors',
  {
    organisation: text('organisation').notNull(),
    capture: text('capture').notNull(),
    /** Lower case hex. */
    root: text('root').notNull(),
    events: integer('events').notNull(),
    /** The ledger's time, as text in UTC. */
    at: text('at').notNull(),
    transactionId: text('transaction_id').notNull(),
    blockNumber: bigint('block_number', { mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisation, table.capture] })],
);
