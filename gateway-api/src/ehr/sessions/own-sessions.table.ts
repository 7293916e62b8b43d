/** Own data: the sessions that people opened at this gateway, so that what they read next finds theirs at once. */
import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';

/** One row a session that was allowed. Whether it is open, the ledger says. */
export const ownSessions = pgTable(
  'own_sessions',
  {
    session: text('session').primaryKey(),
    patient: text('patient').notNull(),
    /** The reader's name in their certificates, and their role in this session. */
    person: text('person').notNull(),
    role: text('role').notNull(),
    /** The ledger's times, as text in UTC. */
    askedAt: text('asked_at').notNull(),
    until: text('until').notNull(),
    isEnded: boolean('is_ended').notNull().default(false),
  },
  (table) => [index('own_sessions_of').on(table.person, table.patient), index('own_sessions_until').on(table.until)],
);
