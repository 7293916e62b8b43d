/** Packing pages as the ledger says: beside each page of pack digests, the container that each pack was packed into. */
import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes } from '../../database/columns';

/** One row a page on which a pack was packed. */
export const packingPages = pgTable(
  'packing_pages',
  {
    registration: text('registration').notNull(),
    number: integer('number').notNull(),
    /** See `packing-page.ts` of the domain. */
    entries: bytes('entries').notNull(),
  },
  (table) => [primaryKey({ columns: [table.registration, table.number] })],
);
