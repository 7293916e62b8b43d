/** Own data: what was captured as EPCIS, event by event, and what the ledger could make of it. Never rebuilt. */
import { bigint, index, integer, jsonb, pgEnum, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../database/columns';
import type { CaptureError } from './capture.view';

/** What becomes of a document with events that are refused. */
export const captureErrorBehaviour = pgEnum('capture_error_behaviour', ['rollback', 'proceed']);

/** One row a document that was captured. */
export const captures = pgTable(
  'captures',
  {
    id: text('id').primaryKey(),
    number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity().notNull().unique(),
    /** The command: sent again, it finds this row instead of capturing twice. */
    reference: text('reference').notNull().unique(),
    errorBehaviour: captureErrorBehaviour('error_behaviour').notNull(),
    /** Such as `epcis-2.0-xml`. */
    format: text('format').notNull(),
    errors: jsonb('errors').$type<readonly CaptureError[]>().notNull(),
    /** The job that applies its events; none when it has none to apply. */
    job: text('job'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index('captures_newest').on(table.number.desc())],
);

/** One row an event, however often it was captured. */
export const capturedEvents = pgTable(
  'captured_events',
  {
    number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    /** The CBV's event hash: SHA-256 of what happened, in whichever form and under whichever eventID it was told. */
    hash: bytes('hash').notNull(),
    /** When the event was declared wrong, in UTC; none: it is no error declaration. With the hash it is the identity. */
    declaredAt: text('declared_at'),
    eventId: text('event_id'),
    type: text('type').notNull(),
    bizStep: text('biz_step'),
    eventTime: text('event_time').notNull(),
    body: jsonb('body').notNull(),
    /** The member that sent it, while no document of this organisation held it; none: it was captured here. */
    receivedFrom: text('received_from'),
    /** Why the ledger could not apply it; none: it was applied, is being applied, or was not looked at yet. */
    reason: text('reason'),
    capturedAt: moment('captured_at').notNull().defaultNow(),
  },
  (table) => [
    unique('captured_events_identity').on(table.hash, table.declaredAt).nullsNotDistinct(),
    index('captured_events_id').on(table.eventId),
  ],
);

/** Which content an eventID stands for: the first one's. An event and its error declarations share both. */
export const capturedEventIds = pgTable('captured_event_ids', {
  eventId: text('event_id').primaryKey(),
  /** The event hash. */
  hash: bytes('hash').notNull(),
});

/** Which events a document held, and where. */
export const capturePositions = pgTable(
  'capture_positions',
  {
    capture: text('capture')
      .notNull()
      .references(() => captures.id),
    position: integer('position').notNull(),
    event: bigint('event', { mode: 'number' })
      .notNull()
      .references(() => capturedEvents.number),
  },
  (table) => [primaryKey({ columns: [table.capture, table.position] }), index('positions_of_event').on(table.event)],
);

/** Which registrations an event became a part of. */
export const capturedEventParts = pgTable(
  'captured_event_parts',
  {
    event: bigint('event', { mode: 'number' })
      .notNull()
      .references(() => capturedEvents.number),
    registration: text('registration').notNull(),
  },
  (table) => [primaryKey({ columns: [table.event, table.registration] })],
);
