/** Own data: the journal. Entries are only ever added; personal parts may be erased; nothing of it can be made anew. */
import type { JournalKind } from '@theriac/domain/journal';
import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../database/columns';

/** One row an entry. `kind` and `at` repeat what the body says, for lists; the verifier compares them. */
export const journalEntries = pgTable(
  'journal_entries',
  {
    /** From 1 on, without a gap. That it is a key keeps the journal from ever having two ends. */
    sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
    kind: text('kind').$type<JournalKind>().notNull(),
    at: moment('at').notNull(),
    /** The entry's canonical JSON, which the hash covers: text, since jsonb would not keep its bytes. */
    body: text('body').notNull(),
    hash: bytes('hash').notNull(),
  },
  (table) => [index('journal_entries_kind').on(table.kind, table.sequence), index('journal_entries_at').on(table.at)],
);

/** What of an entry leads to a patient. A row that an erasure deleted leaves its entry standing. */
export const journalPersonalParts = pgTable(
  'journal_personal_parts',
  {
    sequence: bigint('sequence', { mode: 'number' })
      .primaryKey()
      .references(() => journalEntries.sequence),
    patient: text('patient'),
    salt: bytes('salt').notNull(),
    /** Canonical JSON; the entry holds the commitment of it and the salt. */
    part: text('part').notNull(),
  },
  (table) => [index('journal_personal_parts_patient').on(table.patient, table.sequence)],
);

/** One row: how far the journal reaches. It is the lock that every writer takes first. */
export const journalHead = pgTable('journal_head', {
  log: text('log').primaryKey(),
  size: bigint('size', { mode: 'number' }).notNull(),
  hash: bytes('hash').notNull(),
  /** The last entry's moment: no later entry has an earlier one. */
  at: moment('at').notNull(),
  /** How many entries the ledger's head covers, as far as this gateway has heard. */
  anchoredSize: bigint('anchored_size', { mode: 'number' }).notNull().default(0),
});
