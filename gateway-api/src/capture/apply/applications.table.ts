/** Own data: what captured events ask of the ledger, in the order in which they happened, and how far each is. Never rebuilt. */
import type { Effect } from '@theriac/domain/epcis';
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Caller } from '../../caller';
import { moment } from '../../database/columns';
import { capturedEvents } from '../captures.table';

/**
 * `pending` waits for its turn, `applying` for a packing that it began, `parked` for what has not come yet; `recorded` asks
 * nothing of the ledger.
 */
export const applicationState = pgEnum('application_state', [
  'pending',
  'applying',
  'parked',
  'applied',
  'recorded',
  'not-applied',
]);

const event = () =>
  bigint('event', { mode: 'number' })
    .notNull()
    .references(() => capturedEvents.number);

/** One row an event that commissions nothing. */
export const eventApplications = pgTable(
  'event_applications',
  {
    event: event().primaryKey(),
    /** What it asks for; `reverse` of an error declaration. */
    kind: text('kind').$type<Effect['kind'] | 'reverse'>().notNull(),
    /** When it happened, or was declared wrong: events are applied in this order. */
    happenedAt: moment('happened_at').notNull(),
    state: applicationState('state').notNull(),
    /** Who captured it: whose rights hold. */
    caller: jsonb('caller').$type<Caller>().notNull(),
    capture: text('capture').notNull(),
    /** 128 random bits that its ids on the ledger are derived from, so that a repeat is the same and nobody can guess the event. */
    key: text('key').notNull(),
    /** Why it is parked or not applied. */
    reason: text('reason'),
    dueAt: moment('due_at').notNull().defaultNow(),
    parkedAt: moment('parked_at'),
    /** It waits for nothing but its capturer's next certificate. */
    awaitsCapturer: boolean('awaits_capturer').notNull().default(false),
    /** How often it was parked again, and how often it failed for a reason that nobody foresaw. */
    tries: integer('tries').notNull().default(0),
    failures: integer('failures').notNull().default(0),
    /** The containers' last transactions that it was parked at: another one wakes it. */
    seen: jsonb('seen').$type<readonly string[]>().notNull().default([]),
    begunAt: moment('begun_at').notNull().defaultNow(),
    settledAt: moment('settled_at'),
  },
  (table) => [
    index('event_applications_unfinished')
      .on(table.happenedAt, table.event)
      .where(sql`state in ('pending', 'applying', 'parked')`),
  ],
);

/** What an event is about: a container by its SSCC, or a pack by GTIN and serial where it acts on single packs. */
export const eventSubjects = pgTable(
  'event_subjects',
  { event: event(), subject: text('subject').notNull() },
  (table) => [
    primaryKey({ columns: [table.event, table.subject] }),
    index('event_subjects_named').on(table.subject, table.event),
  ],
);

/** One row a step that was done for an event: what was decided, or the transaction that stands. */
export const eventSteps = pgTable(
  'event_steps',
  {
    event: event(),
    name: text('name').notNull(),
    result: jsonb('result'),
    transactionId: text('transaction_id'),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.event, table.name] })],
);

/** The packings that an event became a part of. */
export const eventPackings = pgTable(
  'event_packings',
  { event: event(), packing: text('packing').notNull() },
  (table) => [primaryKey({ columns: [table.event, table.packing] })],
);

/** The one job that applies events now; its lease says whether it still does. */
export const applicationTurn = pgTable('application_turn', {
  /** Always 1. */
  id: integer('id').primaryKey(),
  job: text('job').notNull(),
});
