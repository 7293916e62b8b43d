/** What was asked with which Idempotency-Key, and what was answered. */
import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../database/columns';

/** One row a person, route and key. Without `status` the request is still being worked on. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    person: text('person').notNull(),
    /** Method and path pattern, such as `POST /v1/lots`. */
    route: text('route').notNull(),
    key: text('key').notNull(),
    /** Names the command on the ledger and in jobs; stays the same when the command is sent again. */
    reference: uuid('reference').notNull().unique(),
    /** HMAC-SHA-256 of parameters, query and body: what was asked cannot be guessed from it. */
    bodyMac: bytes('body_mac').notNull(),
    /** Changes with each process that works on it. */
    leaseToken: uuid('lease_token').notNull(),
    leaseUntil: moment('lease_until').notNull(),
    status: integer('status'),
    headers: jsonb('headers').$type<Record<string, string>>(),
    /** JSON text, so that the answer is repeated to the letter; jsonb would reorder it. */
    body: text('body'),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.route, table.key] })],
);
