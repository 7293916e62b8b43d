/** Own data: what custodians released of the own patients' records, as they told it. */
import { bigserial, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../../database/columns';

/** One row a release: codes and a count, and nothing that a record says. */
export const recordReads = pgTable(
  'record_reads',
  {
    number: bigserial('number', { mode: 'number' }).primaryKey(),
    session: text('session').notNull(),
    patient: text('patient').notNull(),
    custodian: text('custodian').notNull(),
    /** By the custodian's clock. */
    at: moment('at').notNull(),
    kinds: jsonb('kinds').$type<string[]>().notNull(),
    count: integer('count').notNull(),
  },
  (table) => [index('record_reads_session').on(table.session), index('record_reads_patient').on(table.patient)],
);
