/** Own data: by what captured events are found. Written in the transaction that keeps the event, and never changed. */
import { bigint, customType, index, integer, pgTable, primaryKey, smallint } from 'drizzle-orm/pg-core';
import { capturedEvents } from '../capture/captures.table';

/** Texts in the order of their bytes, so that a range of them is all that begin in one way. */
const bytewise = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/** One row an event. */
export const eventIndex = pgTable(
  'event_index',
  {
    event: bigint('event', { mode: 'number' })
      .primaryKey()
      .references(() => capturedEvents.number),
    /** Milliseconds since 1970: PostgreSQL's own times leave out years that an event may have. */
    eventTime: bigint('event_time', { mode: 'number' }).notNull(),
    /** When this gateway captured it, in milliseconds since 1970. */
    recordTime: bigint('record_time', { mode: 'number' }).notNull(),
    /** How many EPCs it lists: what makes an answer large. */
    epcCount: integer('epc_count').notNull(),
    /** 64-bit hashes of the EPCs that it names, each with what it is to the event (`hashedName`). */
    epcs: bigint('epcs', { mode: 'bigint' }).array().notNull(),
  },
  (table) => [
    // Without the list of pending entries, which every query would have to read to its end.
    index('event_index_epcs').using('gin', table.epcs).with({ fastupdate: false }),
    index('event_index_event_time').on(table.eventTime, table.event),
    index('event_index_record_time').on(table.recordTime, table.event),
  ],
);

/** One row for each thing that an event names, but for single packs: of those there are too many for a row each. */
export const eventNames = pgTable(
  'event_names',
  {
    event: bigint('event', { mode: 'number' }).notNull(),
    /** What it is to the event: a number of `NAMED`. */
    kind: smallint('kind').notNull(),
    name: bytewise('name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.name, table.event] })],
);
