/** Own data: one-time codes that were handed to patients, and the link that each is used for. */
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, moment } from '../../database/columns';

/** One row a code; the code itself is nowhere. */
export const linkCodes = pgTable(
  'link_codes',
  {
    id: text('id').primaryKey(),
    recordNumber: text('record_number').notNull(),
    salt: bytes('salt').notNull(),
    digest: bytes('digest').notNull(),
    /** The name in the certificates of who handed it out. */
    handedOutBy: text('handed_out_by').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** The patient who uses it, from before the ledger is asked on. */
    patient: text('patient'),
    /** The command that uses it. */
    reference: text('reference'),
    /** Makes the link's hash in the block lead nowhere; drawn with the claim, so that a second try writes the same. */
    linkSalt: text('link_salt'),
    /** When the link was made: the code is used up. */
    linkedAt: text('linked_at'),
    /** Its transaction; unknown when this process died before it was told. */
    transactionId: text('transaction_id'),
  },
  (table) => [index('link_codes_ending').on(table.expiresAt)],
);
