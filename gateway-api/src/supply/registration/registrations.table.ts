/**
 * Own data of a maker: what it registered, pack by pack, and what it is still registering. Serials lie here and on the
 * packs' own boxes, and nowhere on the ledger.
 */
import { index, integer, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from '../../database/columns';
import type { KeptRefusal } from '../kept-refusal';

/** `refused`: the ledger said no for good; the packs left the index, so that they can be registered anew. */
export const registrationState = pgEnum('registration_state', ['registering', 'sealed', 'refused']);

/** One row a part that this organisation registers, or registered. */
export const registrations = pgTable(
  'registrations',
  {
    /** The part's random id on the ledger. */
    id: text('id').primaryKey(),
    /** A short name for its packs' rows. */
    number: integer('number').generatedAlwaysAsIdentity().notNull().unique(),
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    expiry: text('expiry').notNull(),
    packs: integer('packs').notNull(),
    /** The organisations that are owed the lot's secret once this part is sealed. */
    secretTo: jsonb('secret_to').$type<readonly string[]>().notNull(),
    state: registrationState('state').notNull().default('registering'),
    /** Why the ledger refused it. */
    refusal: jsonb('refusal').$type<KeptRefusal>(),
    /** The command that began it: sent again, it finds this row instead of registering twice. */
    reference: text('reference').notNull().unique(),
    /** The job that registers it. */
    job: text('job').notNull().unique(),
    /** The capture that it came with, when it came as EPCIS. */
    capture: text('capture'),
    createdAt: moment('created_at').notNull().defaultNow(),
    endedAt: moment('ended_at'),
  },
  (table) => [
    index('registrations_of_lot').on(table.gtin, table.lot),
    index('registrations_of_capture').on(table.capture),
  ],
);

/** The serial index: one row a pack; a serial is unique within its GTIN, whatever its lot. */
export const packs = pgTable(
  'packs',
  {
    gtin: text('gtin').notNull(),
    serial: text('serial').notNull(),
    registration: integer('registration')
      .notNull()
      .references(() => registrations.number),
  },
  (table) => [
    primaryKey({ columns: [table.gtin, table.serial] }),
    index('packs_of_registration').on(table.registration, table.serial),
  ],
);
