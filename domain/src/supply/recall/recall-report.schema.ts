/** What a site of a holder says to a recall: that it has read it, and what became of its packs. */
import { z } from 'zod';
import { glnSchema } from '../../gs1';
import { instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../company-prefix.schema';
import { recallIdSchema, shownDigestSchema } from './recall.schema';

/** Packs at one site; far above what one holds of a recall's lots. */
export const MOST_REPORTED_PACKS = 100_000_000;

const packsSchema = z.int().min(0).max(MOST_REPORTED_PACKS);

/** Packs until now, all reports of the site together: a later report replaces the earlier. */
const packs = {
  /** Set apart now. */
  quarantined: packsSchema,
  /** Sent back so far. */
  returned: packsSchema,
  destroyed: packsSchema,
};

/** The numbers of a report. */
export const recallCountsSchema = z.strictObject(packs);

/** The command: tell what became of the packs of a recall at the caller's site, until now. */
export const reportRecallSchema = z.strictObject({ recall: recallIdSchema, ...packs });

/** The command: tell what became of the packs of a recall at the caller's site, until now. */
export type ReportRecall = z.infer<typeof reportRecallSchema>;

/** The command: say that the text with this digest was read at the caller's site. */
export const acknowledgeRecallSchema = z.strictObject({ recall: recallIdSchema, digest: shownDigestSchema });

/** The command: say that the text with this digest was read at the caller's site. */
export type AcknowledgeRecall = z.infer<typeof acknowledgeRecallSchema>;

/** What a site says to a recall: one key each, which the site's organisation guards. */
export const recallReportSchema = z.strictObject({
  recall: recallIdSchema,
  organisation: memberNameSchema,
  site: glnSchema,
  /** The text that was read last. */
  acknowledged: z.strictObject({ digest: shownDigestSchema, at: instantSchema }).exactOptional(),
  counts: z.strictObject({ ...packs, at: instantSchema }).exactOptional(),
  changedAt: instantSchema,
});

/** What a site says to a recall. */
export type RecallReport = z.infer<typeof recallReportSchema>;

/** Where reports lie on the ledger. */
export const recallReportShape: StateShape<RecallReport> = {
  objectType: 'recall-report',
  schema: recallReportSchema,
  keyOf: ({ recall, organisation, site }) => [recall, organisation, site],
  upcasts: [],
};
