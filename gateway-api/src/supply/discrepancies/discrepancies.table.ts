/** Discrepancies as the ledger says. */
import type { Discrepancy, DiscrepancyKind } from '@theriac/domain/supply';
import { boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';

/** One row a discrepancy. */
export const discrepancies = pgTable(
  'discrepancies',
  {
    discrepancy: text('discrepancy').primaryKey(),
    kind: text('kind').$type<DiscrepancyKind>().notNull(),
    shipment: text('shipment'),
    /** Organisations; the counterparty is missing when none is known. */
    reporter: text('reporter').notNull(),
    counterparty: text('counterparty'),
    isOpen: boolean('is_open').notNull(),
    /** Whether the ledger knew otherwise when it was reported. */
    isFlagged: boolean('is_flagged').notNull(),
    /** The ledger's time, as text in UTC. */
    reportedAt: text('reported_at').notNull(),
    /** All of the discrepancy, as it stands. */
    state: jsonb('state').$type<Discrepancy>().notNull(),
    /** The transaction of the last change. */
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    index('discrepancies_reported').on(table.reporter, table.reportedAt),
    index('discrepancies_against').on(table.counterparty, table.reportedAt),
    index('discrepancies_of_shipment').on(table.shipment),
    index('discrepancies_newest').on(table.reportedAt, table.discrepancy),
  ],
);
