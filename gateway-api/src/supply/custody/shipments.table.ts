/** Shipments as the ledger says, and what became of each of their containers. */
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { PacksOfLot } from '../containers/packs-by-lot';

/** One row a shipment. */
export const shipments = pgTable(
  'shipments',
  {
    id: text('id').primaryKey(),
    fromOrganisation: text('from_organisation').notNull(),
    fromSite: text('from_site').notNull(),
    toOrganisation: text('to_organisation').notNull(),
    toSite: text('to_site').notNull(),
    containers: integer('containers').notNull(),
    /** What lay in its containers, at any depth, when it was sent. */
    lots: jsonb('lots').$type<readonly PacksOfLot[]>().notNull(),
    /** The ledger's times, as text in UTC. */
    expectedAt: text('expected_at').notNull(),
    shippedAt: text('shipped_at').notNull(),
    /** Containers that are still on their way, and those for which it ended so. */
    onTheirWay: integer('on_their_way').notNull(),
    received: integer('received').notNull().default(0),
    voided: integer('voided').notNull().default(0),
    lost: integer('lost').notNull().default(0),
    /** The shipment of which these containers go back. */
    returns: text('returns'),
    /** Where it was sent: shipments have an order in which all gateways see them. */
    blockNumber: bigint('block_number', { mode: 'bigint' }).notNull(),
    transactionIndex: integer('transaction_index').notNull(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    index('shipments_from').on(table.fromOrganisation, table.shippedAt, table.id),
    index('shipments_to').on(table.toOrganisation, table.shippedAt, table.id),
    index('shipments_under_way')
      .on(table.expectedAt)
      .where(sql`on_their_way > 0`),
    index('shipments_in_order').on(table.fromOrganisation, table.blockNumber, table.transactionIndex),
  ],
);

/** One row a container of a shipment. */
export const shipmentContainers = pgTable(
  'shipment_containers',
  {
    shipment: text('shipment').notNull(),
    sscc: text('sscc').notNull(),
    /** How the shipment ended for it, such as `received`; none while it is on its way. */
    end: text('end'),
    endedAt: text('ended_at'),
  },
  (table) => [primaryKey({ columns: [table.shipment, table.sscc] })],
);
