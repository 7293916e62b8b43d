/** Who asked to see whose record, as private events tell it: for the patient who wants to know. */
import type { AccessReason, Session } from '@theriac/domain/ehr';
import { boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';

/** One row a session, allowed or denied. */
export const accessSessions = pgTable(
  'access_sessions',
  {
    session: text('session').primaryKey(),
    patient: text('patient').notNull(),
    organisation: text('organisation').notNull(),
    person: text('person').notNull(),
    role: text('role').$type<Session['reader']['role']>().notNull(),
    purpose: text('purpose').$type<Session['purpose']>().notNull(),
    /** The kinds of resources that were asked for; null for all. */
    types: jsonb('types').$type<Session['types']>(),
    isAllowed: boolean('is_allowed').notNull(),
    reason: text('reason').$type<AccessReason>().notNull(),
    /** The ledger's times, as text in UTC. */
    askedAt: text('asked_at').notNull(),
    until: text('until'),
    endedAt: text('ended_at'),
    endedBy: text('ended_by').$type<NonNullable<Session['ended']>['by']>(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [index('access_sessions_newest').on(table.patient, table.askedAt, table.session)],
);
