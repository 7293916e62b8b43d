/** Packs with keys of their own, as they stand on the ledger now: what became of each, and where it lies. */
import type { InactiveState } from '@theriac/domain/supply';
import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** One row a pack of which something happened to it alone; all others are as their pages and containers say. */
export const packsOnLedger = pgTable(
  'packs_on_ledger',
  {
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    /** In hex, as the key has it. */
    digest: text('digest').notNull(),
    registration: text('registration').notNull(),
    /** The page that it is on, as long as nothing else tells its container: the packing page beside it may yet name one. */
    page: integer('page'),
    /** What became of it; null when it is active, unless a container that it is in has a state. */
    state: text('state').$type<InactiveState>(),
    /** Of an opened pack: how many units are left in it. */
    unitsLeft: integer('units_left'),
    /** The container that it was put into last, which may be open by now. */
    container: text('container'),
    /** Where it stands loose, once it was taken out of a container that stays closed. */
    organisation: text('organisation'),
    site: text('site'),
    /** The ledger's time, as text in UTC. */
    changedAt: text('changed_at').notNull(),
    /** The transaction of the last change. */
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.gtin, table.lot, table.digest] }),
    index('packs_on_ledger_page').on(table.registration, table.page),
  ],
);
