/** Unfinished transactions: own data, emptied as they are settled. */
import { bigint, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes } from '../database/columns';

/** One row from before a transaction is endorsed until its outcome is known. */
export const ledgerProposals = pgTable('ledger_proposals', {
  transactionId: text('transaction_id').primaryKey(),
  channel: text('channel').notNull(),
  transaction: text('transaction').notNull(),
  person: text('person').notNull(),
  reference: text('reference'),
  /** Milliseconds since 1970. */
  madeAt: bigint('made_at', { mode: 'number' }).notNull(),
  /** Gone once `released` is written: it holds transient values. */
  proposal: bytes('proposal'),
  released: bytes('released'),
});
