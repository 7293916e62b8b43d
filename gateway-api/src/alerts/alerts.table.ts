/** Own data: alerts that this organisation raised, or was told of as maker or regulator. They name packs and containers, never persons. */
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import type { AlertCause, AlertClosure, SuspectedPack } from '@theriac/domain/supply';
import { moment } from '../database/columns';

/** One row an alert. */
export const alerts = pgTable(
  'alerts',
  {
    id: text('id').primaryKey(),
    cause: text('cause').$type<AlertCause>().notNull(),
    /** The organisation whose scan it was. */
    asker: text('asker').notNull(),
    /**
     * What it is about, as one text: the same suspicion again counts here instead of being another alert. The id, when
     * another organisation told of it: only the asker counts.
     */
    subject: text('subject').notNull(),
    pack: jsonb('pack').$type<SuspectedPack>(),
    /** The SSCC of one that it is about. */
    container: text('container'),
    holders: jsonb('holders').$type<readonly string[]>().notNull(),
    /** How often the asker met it; others know of the first time. */
    times: integer('times').notNull().default(1),
    firstAt: moment('first_at').notNull(),
    lastAt: moment('last_at').notNull(),
    closure: text('closure').$type<AlertClosure>(),
    closedBy: text('closed_by'),
    closedAt: moment('closed_at'),
  },
  (table) => [
    uniqueIndex('alerts_open_subject')
      .on(table.asker, table.cause, table.subject)
      .where(sql`closed_at is null`),
    index('alerts_raised').on(table.asker, table.firstAt),
    index('alerts_newest').on(table.firstAt, table.id),
  ],
);
