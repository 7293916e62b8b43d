/** Which record number here is whose, and links that staff made in emergencies: as far as blocks and private data tell. */
import type { EmergencyLink, Link } from '@theriac/domain/ehr';
import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** One row a patient who is linked at this provider. */
export const recordLinks = pgTable(
  'record_links',
  {
    patient: text('patient').primaryKey(),
    recordNumber: text('record_number').notNull(),
    origin: text('origin').$type<Link['origin']>().notNull(),
    /** The ledger's time, as text in UTC. */
    linkedAt: text('linked_at').notNull(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [index('record_links_by_number').on(table.recordNumber)],
);

/** One row a patient and provider whose staff made a link: the last one. */
export const emergencyLinks = pgTable(
  'emergency_links',
  {
    patient: text('patient').notNull(),
    provider: text('provider').notNull(),
    by: text('by').notNull(),
    reason: text('reason').notNull(),
    /** The ledger's times, as text in UTC. */
    madeAt: text('made_at').notNull(),
    until: text('until').notNull(),
    state: text('state').$type<EmergencyLink['state']>().notNull(),
    review: jsonb('review').$type<NonNullable<EmergencyLink['review']>>(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.patient, table.provider] }),
    index('emergency_links_newest').on(table.provider, table.madeAt, table.patient),
  ],
);
