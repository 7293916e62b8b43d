/** Own data: what captured events left for a person to resolve. It names containers and events, never persons' data. */
import type { ExceptionKind, ExceptionResolution } from '@theriac/domain/epcis';
import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment } from '../database/columns';

/** One row an exception. */
export const eventExceptions = pgTable(
  'event_exceptions',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<ExceptionKind>().notNull(),
    /** What it is about as one text: while it is open, the same again is no second exception. */
    subject: text('subject').notNull(),
    /** The captured event that it came of. */
    event: bigint('event', { mode: 'number' }),
    shipment: text('shipment'),
    reason: text('reason').notNull(),
    openedAt: moment('opened_at').notNull().defaultNow(),
    /** `applied` when what was missing came by itself. */
    resolution: text('resolution').$type<ExceptionResolution | 'applied'>(),
    /** The person's opaque name, and role. */
    closedBy: text('closed_by'),
    closedByRole: text('closed_by_role'),
    closedAt: moment('closed_at'),
  },
  (table) => [
    uniqueIndex('event_exceptions_open')
      .on(table.kind, table.subject)
      .where(sql`closed_at is null`),
    index('event_exceptions_newest').on(table.openedAt, table.id),
    index('event_exceptions_of_event').on(table.event),
  ],
);
