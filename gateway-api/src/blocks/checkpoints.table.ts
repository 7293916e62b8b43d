/** How far each channel has been read: moved in the same transaction as the rows that the blocks made. */
import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../database/columns';

/** One row a channel. */
export const ledgerCheckpoints = pgTable('ledger_checkpoints', {
  channel: text('channel').primaryKey(),
  nextBlock: bigint('next_block', { mode: 'bigint' }).notNull(),
  /** The hash of the last block's header; null before the first. */
  lastHash: bytes('last_hash'),
  /** Names and versions of the projections that read so far: others need the blocks from the beginning. */
  projections: text('projections').notNull(),
  movedAt: moment('moved_at').notNull().defaultNow(),
});
