/** Own data: events that other members captured and that name this organisation, as they sent them. */
import { bigint, index, jsonb, pgEnum, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { EventProof } from '@theriac/domain/supply';
import { sql } from 'drizzle-orm';
import { capturedEvents } from '../capture/captures.table';
import { moment } from '../database/columns';

/** Whether the sender's anchor on the ledger says the same: not there yet, yes, no. */
export const receivedEventState = pgEnum('received_event_state', ['awaiting-anchor', 'anchored', 'refused']);

/** One row an event and sender. */
export const receivedEvents = pgTable(
  'received_events',
  {
    number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
    sender: text('sender').notNull(),
    /** The event; none once refused: then it is in no answer any more. */
    event: bigint('event', { mode: 'number' }).references(() => capturedEvents.number),
    proof: jsonb('proof').$type<EventProof>().notNull(),
    capture: text('capture').notNull(),
    state: receivedEventState('state').notNull(),
    /** Kept as evidence when refused. */
    refusedBody: jsonb('refused_body'),
    receivedAt: moment('received_at').notNull().defaultNow(),
  },
  (table) => [
    unique('received_events_once').on(table.event, table.sender),
    index('received_events_awaiting')
      .on(table.number)
      .where(sql`state = 'awaiting-anchor'`),
  ],
);
