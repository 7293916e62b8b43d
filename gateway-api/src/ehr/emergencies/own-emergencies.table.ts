/**
 * Own data: emergencies that clinicians of this organisation declared at this gateway, and what the ledger is yet to be
 * told of them. They stand here before the ledger knows, since nobody in an emergency waits for it.
 */
import type { AboutSession, BreakGlass, OpenSealed, Session } from '@theriac/domain/ehr';
import { sql } from 'drizzle-orm';
import { bigserial, index, integer, jsonb, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import type { Caller } from '../../caller/caller';
import { moment } from '../../database/columns';

/** One row an emergency, as this gateway decided it by the rules that the contract has. */
export const ownEmergencies = pgTable(
  'own_emergencies',
  {
    session: text('session').primaryKey(),
    patient: text('patient').notNull(),
    state: jsonb('state').$type<Session>().notNull(),
    /** In whose name the ledger is told. */
    caller: jsonb('caller').$type<Caller>().notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [index('own_emergencies_patient').on(table.patient)],
);

/** `refused`: for good, by the contract; it stands as done all the same, since it was. */
export const deedState = pgEnum('emergency_deed_state', ['pending', 'committed', 'refused']);

/** What somebody did in an emergency, as the ledger is told it. */
export type Deed =
  | { readonly kind: 'break'; readonly command: BreakGlass }
  | { readonly kind: 'approve'; readonly command: AboutSession }
  | { readonly kind: 'open'; readonly command: OpenSealed };

/** One row a deed. The ledger is told an emergency's deeds one after the other, in this order. */
export const emergencyDeeds = pgTable(
  'emergency_deeds',
  {
    number: bigserial('number', { mode: 'number' }).primaryKey(),
    session: text('session')
      .notNull()
      .references(() => ownEmergencies.session, { onDelete: 'cascade' }),
    kind: text('kind').$type<Deed['kind']>().notNull(),
    command: jsonb('command').$type<Deed['command']>().notNull(),
    caller: jsonb('caller').$type<Caller>().notNull(),
    state: deedState('state').notNull().default('pending'),
    transactionId: text('transaction_id'),
    /** The code of the contract's refusal. */
    refusal: text('refusal'),
    /** The job that tells the ledger, once it is this deed's turn. */
    job: text('job'),
    attempts: integer('attempts').notNull().default(0),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [
    index('emergency_deeds_of').on(table.session, table.number),
    index('emergency_deeds_pending')
      .on(table.number)
      .where(sql`state = 'pending'`),
  ],
);
