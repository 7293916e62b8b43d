/** What patients are told: of their links, their consents, and who reached for their records, as private events tell it. */
import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';

/** One row a transaction that is about a patient. */
export const patientNotices = pgTable(
  'patient_notices',
  {
    transactionId: text('transaction_id').primaryKey(),
    patient: text('patient').notNull(),
    /** The event's name. */
    event: text('event').notNull(),
    /** The ledger's time, as text in UTC. */
    at: text('at').notNull(),
    /** The order of what happened at one time. */
    block: bigint('block', { mode: 'number' }).notNull(),
    told: jsonb('told').$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (table) => [index('patient_notices_newest').on(table.patient, table.at, table.transactionId)],
);
