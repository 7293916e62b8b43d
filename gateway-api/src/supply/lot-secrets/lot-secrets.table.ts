/**
 * Own data: the lots' secrets, drawn here or received. They are not encrypted in the database: a key beside it would
 * protect them from nobody who can read it, and at the maker the serials, which they protect, lie in the next table.
 */
import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../../database/columns';

/** One row a lot. */
export const lotSecrets = pgTable(
  'lot_secrets',
  {
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    secret: bytes('secret').notNull(),
    /** The organisation that drew it, or that sent it here last. */
    from: text('from').notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.gtin, table.lot] })],
);

/** One row a lot and organisation that was sent the secret: it is owed once, however many parts a lot has. */
export const lotSecretReceivers = pgTable(
  'lot_secret_receivers',
  {
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    organisation: text('organisation').notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.gtin, table.lot, table.organisation] })],
);

/** One row a secret that another organisation sent and that is not the one of the ledger's commitment. */
export const refusedLotSecrets = pgTable(
  'refused_lot_secrets',
  {
    gtin: text('gtin').notNull(),
    lot: text('lot').notNull(),
    from: text('from').notNull(),
    /** A code of the vocabulary. */
    code: text('code').notNull(),
    firstAt: moment('first_at').notNull().defaultNow(),
    lastAt: moment('last_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.gtin, table.lot, table.from] })],
);
