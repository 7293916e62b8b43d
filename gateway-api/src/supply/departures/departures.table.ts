/** What left the network and what came back, as the ledger says. */
import type { Departure, Readmission } from '@theriac/domain/supply';
import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';

/** One row a departure. */
export const departures = pgTable(
  'departures',
  {
    id: text('id').primaryKey(),
    organisation: text('organisation').notNull(),
    state: jsonb('state').$type<Departure>().notNull(),
    /** The ledger's time, as text in UTC. */
    at: text('at').notNull(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    index('departures_of').on(table.organisation, table.at, table.id),
    index('departures_newest').on(table.at, table.id),
  ],
);

/** One row a readmission. */
export const readmissions = pgTable(
  'readmissions',
  {
    id: text('id').primaryKey(),
    organisation: text('organisation').notNull(),
    /** Other organisations that held some of its containers last. */
    lastHolders: text('last_holders').array().notNull(),
    state: jsonb('state').$type<Readmission>().notNull(),
    /** The ledger's time, as text in UTC. */
    at: text('at').notNull(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    index('readmissions_of').on(table.organisation, table.at, table.id),
    index('readmissions_concern').using('gin', table.lastHolders),
    index('readmissions_newest').on(table.at, table.id),
  ],
);
