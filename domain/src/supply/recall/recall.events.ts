/** What happens to recalls. No event tells which person it was. */
import { z } from 'zod';
import { eventSchema } from '../../ledger';
import { recallReportSchema } from './recall-report.schema';
import { recallSchema, recallTextSchema } from './recall.schema';

const { recall, gtin, kind, market, lots, organisation } = recallSchema.shape;
const { proposed: _proposed, confirmed: _confirmed, ...said } = recallTextSchema.shape;
const stopped = { recall, gtin, kind, market, lots, organisation };
const whole = { ...stopped, text: z.strictObject(said) };
const { site, acknowledged, counts } = recallReportSchema.shape;

/** A person proposed a recall or withdrawal: from now on it locks. */
export const recallProposedSchema = eventSchema('RecallProposed', whole);
export type RecallProposed = z.infer<typeof recallProposedSchema>;

/** A proposal was taken back before it was confirmed. */
export const recallLiftedSchema = eventSchema('RecallLifted', stopped);
export type RecallLifted = z.infer<typeof recallLiftedSchema>;

/** A second person confirmed a recall or withdrawal: it stands for ever. */
export const recallConfirmedSchema = eventSchema('RecallConfirmed', whole);
export type RecallConfirmed = z.infer<typeof recallConfirmedSchema>;

/** A person proposed another text of a recall that stands. */
export const recallCorrectionProposedSchema = eventSchema('RecallCorrectionProposed', whole);
export type RecallCorrectionProposed = z.infer<typeof recallCorrectionProposedSchema>;

/** A second person confirmed another text: it supersedes the one before. */
export const recallCorrectedSchema = eventSchema('RecallCorrected', whole);
export type RecallCorrected = z.infer<typeof recallCorrectedSchema>;

/** A site of a holder has read a recall. */
export const recallAcknowledgedSchema = eventSchema('RecallAcknowledged', {
  ...{ recall, organisation, site },
  digest: acknowledged.unwrap().shape.digest,
});
export type RecallAcknowledged = z.infer<typeof recallAcknowledgedSchema>;

/** A site of a holder told what became of its packs so far. */
export const recallReportedSchema = eventSchema('RecallReported', {
  ...{ recall, organisation, site },
  ...counts.unwrap().omit({ at: true }).shape,
});
export type RecallReported = z.infer<typeof recallReportedSchema>;
