/** Recalls and what sites say to them, as the ledger has it: nothing of who proposed or confirmed. */
import type { Recall, RecallDepth, RecallReport } from '@theriac/domain/supply';
import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ShownText } from './recall.views';

/** One row a recall or withdrawal. */
export const recalls = pgTable(
  'recalls',
  {
    recall: text('recall').primaryKey(),
    gtin: text('gtin').notNull(),
    kind: text('kind').$type<Recall['kind']>().notNull(),
    market: text('market').notNull(),
    lots: jsonb('lots').$type<Recall['lots']>().notNull(),
    organisation: text('organisation').notNull(),
    authority: text('authority').$type<Recall['authority']>().notNull(),
    state: text('state').$type<Recall['state']>().notNull(),
    /** The text in force; until there is one, the one that was proposed. */
    shown: jsonb('shown').$type<ShownText>().notNull(),
    depth: text('depth').$type<RecallDepth>().notNull(),
    /** What holders are to acknowledge: the digest of the text in force. */
    inForce: text('in_force'),
    /** The ledger's time, as text in UTC. */
    proposedAt: text('proposed_at').notNull(),
    changedAt: text('changed_at').notNull(),
    /** The transaction of the last change. */
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [
    index('recalls_newest').on(table.proposedAt, table.recall),
    index('recalls_of_product').on(table.gtin, table.proposedAt),
  ],
);

/** One row a site that said something to a recall. */
export const recallReports = pgTable(
  'recall_reports',
  {
    recall: text('recall').notNull(),
    organisation: text('organisation').notNull(),
    site: text('site').notNull(),
    /** The digest of the text that was read last, and when. */
    acknowledged: text('acknowledged'),
    acknowledgedAt: text('acknowledged_at'),
    /** Packs, as reported last. */
    counts: jsonb('counts').$type<NonNullable<RecallReport['counts']>>(),
    transactionId: text('transaction_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.recall, table.organisation, table.site] })],
);
