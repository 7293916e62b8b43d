/** Own data: what this gateway drew for shipments before it sent them, so that the same command again is the same shipment. */
import { pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../../database/columns';

/** One row a command to ship. */
export const shipmentDrafts = pgTable('shipment_drafts', {
  /** Names the command. */
  reference: text('reference').primaryKey(),
  /** The random id on the ledger. */
  shipment: text('shipment').notNull().unique(),
  expectedAt: text('expected_at').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
});
