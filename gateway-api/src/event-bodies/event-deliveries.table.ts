/** Own data: which members are owed the body of which captured event, and with which message it goes. */
import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { capturedEvents } from '../capture/captures.table';

/** One row an event and receiver: a body is owed once, however often the event is captured. */
export const eventDeliveries = pgTable(
  'event_deliveries',
  {
    event: bigint('event', { mode: 'number' })
      .notNull()
      .references(() => capturedEvents.number),
    receiver: text('receiver').notNull(),
    /** The capture that its proof is of. */
    capture: text('capture').notNull(),
    /** In the outbox. */
    message: uuid('message').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.event, table.receiver] }),
    index('event_deliveries_message').on(table.message),
    index('event_deliveries_capture').on(table.capture),
  ],
);
