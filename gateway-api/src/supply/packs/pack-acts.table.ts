/**
 * Own data of who supplies packs and takes them out of stock: which site and person did it, and the salt that hides both on
 * the ledger. Written before the ledger is asked, since an act whose salt is lost can never be undone.
 */
import { index, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../../database/columns';

/** What is done with a pack, or with all packs of a container. */
export const packAct = pgEnum('pack_act', ['supply', 'open', 'hand-over', 'decommission', 'undo']);

/** One row for each pack (or container), site and person. */
export const packActs = pgTable(
  'pack_acts',
  {
    /** A pack's digest in hex, or a container's SSCC. */
    subject: text('subject').notNull(),
    site: text('site').notNull(),
    person: text('person').notNull(),
    salt: bytes('salt').notNull(),
    /** Of a pack: which one it is. */
    gtin: text('gtin'),
    lot: text('lot'),
    serial: text('serial'),
    /** The last act that was asked for. */
    act: packAct('act').notNull(),
    askedAt: moment('asked_at').notNull().defaultNow(),
    /** The last act that stands on the ledger, and its transaction. */
    done: packAct('done'),
    transactionId: text('transaction_id'),
    doneAt: moment('done_at'),
  },
  (table) => [
    primaryKey({ columns: [table.subject, table.site, table.person] }),
    index('pack_acts_of_lot').on(table.gtin, table.lot),
  ],
);
