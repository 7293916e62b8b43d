/**
 * Own data: the records that this organisation keeps of patients. In clear stand only random ids, times and the order of
 * things; all that tells of a patient, also what kind of resource a row is, is sealed under keys of theirs.
 */
import { isNull } from 'drizzle-orm';
import { bigserial, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../../database/columns';

/** One row a thing that somebody recorded, such as one measurement or one diagnosis. */
export const vaultRecords = pgTable(
  'vault_records',
  {
    record: uuid('record').primaryKey(),
    patient: text('patient').notNull(),
    /** Another record that turned out to be of the same thing: that one stands for both. */
    sameAs: uuid('same_as'),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [index('vault_records_patient').on(table.patient)],
);

/** One row a name of a record: a business identifier, or its id in a source system. Both are blind: HMACs by the patient's key. */
export const vaultIdentifiers = pgTable(
  'vault_identifiers',
  {
    patient: text('patient').notNull(),
    digest: bytes('digest').notNull(),
    record: uuid('record')
      .notNull()
      .references(() => vaultRecords.record),
    /** The digest of the source system, where the name is the id in one. */
    source: bytes('source'),
  },
  (table) => [
    primaryKey({ columns: [table.patient, table.digest, table.record] }),
    index('vault_identifiers_record').on(table.record),
  ],
);

/** One row a batch of a patient's records that was committed to. */
export const vaultBatches = pgTable(
  'vault_batches',
  {
    batch: uuid('batch').primaryKey(),
    patient: text('patient').notNull(),
    /** Its place in the patient's record log, from 0. */
    number: integer('number').notNull(),
    /** What the ledger is told. */
    root: bytes('root').notNull(),
    /** Its secret and what it commits to, under the patient's key. */
    sealed: bytes('sealed').notNull(),
    at: moment('at').notNull().defaultNow(),
    /** Since when it is known to stand in the patient's record log. */
    anchoredAt: moment('anchored_at'),
  },
  (table) => [
    unique('vault_batches_place').on(table.patient, table.number),
    index('vault_batches_unanchored').on(table.patient, table.number).where(isNull(table.anchoredAt)),
  ],
);

/** One row a version of a record, which never changes. */
export const vaultVersions = pgTable(
  'vault_versions',
  {
    record: uuid('record')
      .notNull()
      .references(() => vaultRecords.record),
    version: integer('version').notNull(),
    patient: text('patient').notNull(),
    batch: uuid('batch')
      .notNull()
      .references(() => vaultBatches.batch),
    /** The version's own key, under the patient's. */
    wrappedKey: bytes('wrapped_key').notNull(),
    /** What decisions need, apart from the body, so that deciding opens no body. */
    sealedItem: bytes('sealed_item').notNull(),
    sealedBody: bytes('sealed_body').notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.record, table.version] }),
    index('vault_versions_patient').on(table.patient),
    index('vault_versions_batch').on(table.batch),
  ],
);

/** One row a time that a source system told a version: which system, under which names, and as of when, is sealed. */
export const vaultSources = pgTable(
  'vault_sources',
  {
    /** In the order of arrival. */
    number: bigserial('number', { mode: 'number' }).primaryKey(),
    patient: text('patient').notNull(),
    record: uuid('record')
      .notNull()
      .references(() => vaultRecords.record),
    version: integer('version').notNull(),
    sealed: bytes('sealed').notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [
    index('vault_sources_patient').on(table.patient),
    index('vault_sources_version').on(table.record, table.version),
  ],
);
