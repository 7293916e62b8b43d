/** What this organisation owes others, and what it took from them. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../database/columns';

/** One row a message and receiver. */
export const outboxMessages = pgTable(
  'outbox_messages',
  {
    id: uuid('id').primaryKey(),
    receiver: text('receiver').notNull(),
    kind: text('kind').notNull(),
    /** What it is about, for those who look at the outbox: a path of this gateway, never a value. */
    about: text('about'),
    /** Gone once acknowledged: it may hold a lot's secret or a health record. */
    body: jsonb('body'),
    createdAt: moment('created_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: moment('next_attempt_at').notNull().defaultNow(),
    leaseToken: uuid('lease_token'),
    leaseUntil: moment('lease_until'),
    acknowledgedAt: moment('acknowledged_at'),
    /** Why the last attempt failed: a code, never a body. */
    lastFault: text('last_fault'),
  },
  (table) => [
    index('outbox_messages_pending')
      .on(table.nextAttemptAt)
      .where(sql`acknowledged_at is null`),
  ],
);

/** One row a message that was taken: sent again, it is acknowledged and not handled again. */
export const inboxMessages = pgTable(
  'inbox_messages',
  {
    sender: text('sender').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').notNull(),
    receivedAt: moment('received_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.sender, table.id] })],
);
