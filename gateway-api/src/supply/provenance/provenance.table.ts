/** What provenance is told from besides the history of containers: seals, packing pages, packs' own keys, and hand-overs. */
import type { HandOver, Pack } from '@theriac/domain/supply';
import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes } from '../../database/columns';

/** Where a write stands in the channel, and who may be told of it. */
const place = {
  blockNumber: bigint('block_number', { mode: 'bigint' }).notNull(),
  /** The transaction's place in its block, from 0. */
  transactionIndex: integer('transaction_index').notNull(),
  transactionId: text('transaction_id').notNull(),
  /** The ledger's time, as text in UTC. */
  at: text('at').notNull(),
  /** The name of the transaction's event. */
  event: text('event').notNull(),
};

/** One row a sealed part. */
export const partSeals = pgTable('part_seals', { registration: text('registration').primaryKey(), ...place });

/** One row a write of a packing page. */
export const packingPageHistory = pgTable(
  'packing_page_history',
  {
    registration: text('registration').notNull(),
    number: integer('number').notNull(),
    ...place,
    entries: bytes('entries').notNull(),
  },
  (table) => [primaryKey({ columns: [table.registration, table.number, table.blockNumber, table.transactionIndex] })],
);

/** One row a write of a pack's own key. */
export const packHistory = pgTable(
  'pack_history',
  {
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    digest: text('digest').notNull(),
    ...place,
    /** All of the pack, after the change. */
    state: jsonb('state').$type<Pack>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.gtin, table.lot, table.digest, table.blockNumber, table.transactionIndex] }),
  ],
);

/** One row a flagged hand-over: a pack handed over that the ledger would have refused. */
export const flaggedHandOvers = pgTable(
  'flagged_hand_overs',
  {
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    digest: text('digest').notNull(),
    organisation: text('organisation').notNull(),
    site: text('site').notNull(),
    ...place,
    flags: jsonb('flags').$type<HandOver['flags']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.gtin, table.lot, table.digest, table.organisation, table.site] })],
);
