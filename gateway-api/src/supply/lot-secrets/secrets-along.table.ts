/** Own data: how far this organisation's shipments were looked through for lots whose secrets it owes their receivers. */
import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** One row: the place on the chain of the last shipment that was looked at. */
export const secretsAlongCheckpoint = pgTable('secrets_along_checkpoint', {
  channel: text('channel').primaryKey(),
  blockNumber: bigint('block_number', { mode: 'bigint' }).notNull(),
  transactionIndex: integer('transaction_index').notNull(),
});

/** One row a lot and receiver: the secret is to be owed as soon as it is here. */
export const secretsToOwe = pgTable(
  'secrets_to_owe',
  {
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    organisation: text('organisation').notNull(),
  },
  (table) => [primaryKey({ columns: [table.gtin, table.lot, table.organisation] })],
);
