/** Containers as the ledger says, as they stand now and as each of their changes left them. */
import type { Container } from '@theriac/domain/supply';
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { PacksOfLot } from './packs-by-lot';

/** One row a container. Who has one that lies in another is said by the row of its `outermost`. */
export const containers = pgTable(
  'containers',
  {
    sscc: text('sscc').primaryKey(),
    /** Where it stands, or stood before it was put into another. */
    organisation: text('organisation').notNull(),
    site: text('site').notNull(),
    /** The closed container that it lies in directly. */
    parent: text('parent'),
    /** The closed container that stands by itself and holds it at any depth: itself when it lies in none. */
    outermost: text('outermost').notNull(),
    /** On its way with this shipment, to this place. */
    shipment: text('shipment'),
    toOrganisation: text('to_organisation'),
    toSite: text('to_site'),
    depth: integer('depth').notNull(),
    /** Packs that makers' packings put directly into it. */
    contents: jsonb('contents').$type<Container['contents']>().notNull(),
    /** Packs that lie directly in it now, by lot, whatever their states: as packed first, and repacked since. */
    lots: jsonb('lots').$type<readonly PacksOfLot[]>().notNull().default([]),
    /** All of those. */
    packs: integer('packs').notNull(),
    /** Containers directly in it; of an opened one: when it was opened. */
    containers: integer('containers').notNull(),
    openedAt: text('opened_at'),
    /** What became of all packs in it at once, unless they are active. */
    status: jsonb('status').$type<NonNullable<Container['status']>>(),
    /** Why nobody holds it any more; then organisation and site had it last. */
    gone: jsonb('gone').$type<NonNullable<Container['gone']>>(),
    /** The ledger's time, as text in UTC. */
    changedAt: text('changed_at').notNull(),
    /** The transaction of the last change. */
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    index('containers_at').on(table.organisation, table.site, table.sscc),
    index('containers_in').on(table.parent, table.sscc),
    index('containers_under').on(table.outermost, table.sscc),
    index('containers_with').using('gin', sql`${table.lots} jsonb_path_ops`),
  ],
);

/** One row a change of a container: what provenance is told from. */
export const containerHistory = pgTable(
  'container_history',
  {
    sscc: text('sscc').notNull(),
    blockNumber: bigint('block_number', { mode: 'bigint' }).notNull(),
    /** The transaction's place in its block, from 0. */
    transactionIndex: integer('transaction_index').notNull(),
    transactionId: text('transaction_id').notNull(),
    /** The ledger's time, as text in UTC. */
    at: text('at').notNull(),
    /** The name of the transaction's event, such as `ContainersShipped`. */
    event: text('event').notNull(),
    /** All of the container, after the change. */
    state: jsonb('state').$type<Container>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sscc, table.blockNumber, table.transactionIndex] })],
);
