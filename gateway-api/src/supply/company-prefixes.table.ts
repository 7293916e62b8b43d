/** Which organisation each company prefix belongs to, as the ledger says. */
import { pgTable, text } from 'drizzle-orm/pg-core';

/** One row a prefix. */
export const companyPrefixes = pgTable('company_prefixes', {
  companyPrefix: text('company_prefix').primaryKey(),
  organisation: text('organisation').notNull(),
  /** The ledger's time, as text in UTC. */
  at: text('at').notNull(),
  transactionId: text('transaction_id').notNull(),
});
