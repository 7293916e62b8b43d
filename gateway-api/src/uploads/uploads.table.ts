/** Uploaded documents, kept until the work on them has ended: a job that resumes after a crash reads them again. */
import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../database/columns';

/** One row a document; without `storedAt` its upload never came to an end. */
export const uploads = pgTable('uploads', {
  id: text('id').primaryKey(),
  mediaType: text('media_type').notNull(),
  size: bigint('size', { mode: 'number' }).notNull().default(0),
  /** SHA-256 of the whole document. */
  hash: bytes('hash'),
  createdAt: moment('created_at').notNull().defaultNow(),
  storedAt: moment('stored_at'),
});

/** The documents' bytes, in pieces, so that neither storing nor reading one holds all of it in memory. */
export const uploadPieces = pgTable(
  'upload_pieces',
  {
    upload: text('upload')
      .notNull()
      .references(() => uploads.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.upload, table.number] })],
);
