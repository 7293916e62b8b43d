/** Registered products, as the ledger says. */
import type { ProductRegistered } from '@theriac/domain/supply';
import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';

/** One row a product. */
export const products = pgTable(
  'products',
  {
    gtin: text('gtin').primaryKey(),
    organisation: text('organisation').notNull(),
    name: text('name').notNull(),
    /** All of what its maker registered. */
    product: jsonb('product').$type<Omit<ProductRegistered, 'type' | 'version' | 'at'>>().notNull(),
    /** The ledger's time, as text in UTC. */
    at: text('at').notNull(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [index('products_organisation').on(table.organisation, table.gtin)],
);
