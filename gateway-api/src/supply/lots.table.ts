/** Lots, their parts and the parts' pages, as the ledger says. */
import { index, integer, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes } from '../database/columns';

/** One row a lot that has at least one part which was not abandoned. */
export const lots = pgTable(
  'lots',
  {
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    expiry: text('expiry').notNull(),
    maker: text('maker').notNull(),
    secretCommitment: text('secret_commitment').notNull(),
    /** The ledger's time of its first part, as text in UTC. */
    at: text('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.gtin, table.lot] })],
);

/** How far a part's registration came. */
export const partState = pgEnum('part_state', ['registering', 'sealed', 'abandoned']);

/** One row a registration. */
export const parts = pgTable(
  'parts',
  {
    registration: text('registration').primaryKey(),
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    maker: text('maker').notNull(),
    packs: integer('packs').notNull(),
    pages: integer('pages').notNull(),
    root: text('root').notNull(),
    state: partState('state').notNull(),
    registeredAt: text('registered_at').notNull(),
    changedAt: text('changed_at').notNull(),
    /** The transaction of the last change. */
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [index('parts_of_lot').on(table.gtin, table.lot), index('parts_of_maker').on(table.maker, table.state)],
);

/** One row a page: where a digest is looked up to know which part to ask the ledger for. */
export const partPages = pgTable(
  'part_pages',
  {
    registration: text('registration').notNull(),
    number: integer('number').notNull(),
    digests: bytes('digests').notNull(),
  },
  (table) => [primaryKey({ columns: [table.registration, table.number] })],
);
