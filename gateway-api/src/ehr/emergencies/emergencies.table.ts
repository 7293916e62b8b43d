/** Emergencies of all providers as the ledger tells of them, and which roles may declare one. */
import type { BreakingRole, Emergency, SessionReader } from '@theriac/domain/ehr';
import type { Instant } from '@theriac/domain/ledger';
import { boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';

/** One row a broken glass. Times are the ledger's, as text in UTC. */
export const emergencies = pgTable(
  'emergencies',
  {
    session: text('session').primaryKey(),
    patient: text('patient').notNull(),
    /** Whose privacy officers review it. */
    organisation: text('organisation').notNull(),
    reader: jsonb('reader').$type<SessionReader>().notNull(),
    isAllowed: boolean('is_allowed').notNull(),
    reason: text('reason').notNull(),
    /** Null when it was denied. */
    until: text('until').$type<Instant>(),
    emergency: jsonb('emergency').$type<Emergency>().notNull(),
    reviewDue: text('review_due').$type<Instant>().notNull(),
    reviewedAt: text('reviewed_at'),
    /** When who broke the glass ended it before its time. */
    endedAt: text('ended_at'),
    /** When the ledger learned of it. */
    askedAt: text('asked_at').$type<Instant>().notNull(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    index('emergencies_newest').on(table.organisation, table.askedAt, table.session),
    index('emergencies_patient').on(table.patient, table.askedAt, table.session),
  ],
);

/** One row a provider that said which roles may break the glass there. */
export const breakGlassSettings = pgTable('break_glass_settings', {
  organisation: text('organisation').primaryKey(),
  roles: jsonb('roles').$type<BreakingRole[]>().notNull(),
  changedAt: text('changed_at').$type<Instant>().notNull(),
});
