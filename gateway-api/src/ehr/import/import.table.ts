/**
 * Resources on their way into the vault, and those that wait for a patient's link. In clear stand random ids, times and
 * digests; a record number, and all that was written under it, is sealed by keys that can be destroyed.
 */
import { bigserial, index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../../database/columns';

/** One row a record number under which something was imported. */
export const importRecords = pgTable('import_records', {
  /** A digest of the record number. */
  record: text('record').primaryKey(),
  /** The record number. */
  sealed: bytes('sealed').notNull(),
});

/** One row a Patient resource of a source system: later uploads refer to it. */
export const importPatients = pgTable('import_patients', {
  /** A digest of the source system and its id of the Patient. */
  patient: text('patient').primaryKey(),
  record: text('record')
    .notNull()
    .references(() => importRecords.record),
});

/** One row a resource that is not in the vault yet. */
export const importResources = pgTable(
  'import_resources',
  {
    number: bigserial('number', { mode: 'number' }).primaryKey(),
    record: text('record')
      .notNull()
      .references(() => importRecords.record),
    job: text('job').notNull(),
    sealed: bytes('sealed').notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [index('import_resources_record').on(table.record), index('import_resources_job').on(table.job)],
);
