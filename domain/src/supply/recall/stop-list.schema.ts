/** What one authority stopped of a product: one key, so that a verification learns it all from one read. */
import { z } from 'zod';
import { gtinSchema, lotNumberSchema } from '../../gs1';
import { instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../company-prefix.schema';
import { MOST_LOTS_A_RECALL, recallIdSchema, recallKindSchema } from './recall.schema';

/**
 * Lots that one authority keeps stopped of one product: 50 KB and half a millisecond for each verification, when every lot
 * has a recall of its own. Where more are bad, the product is withdrawn.
 */
export const MOST_STOPPED_LOTS = 500;

/** A recall or withdrawal as the verification of a pack needs it. */
export const stopSchema = z.strictObject({
  recall: recallIdSchema,
  kind: recallKindSchema,
  /** Until then it is a lock. */
  isConfirmed: z.boolean(),
  /** None for a withdrawal. */
  lots: z.array(lotNumberSchema).max(MOST_LOTS_A_RECALL),
});

/** A recall or withdrawal as the verification of a pack needs it. */
export type Stop = z.infer<typeof stopSchema>;

/** What an authority stopped of a product. Each authority has its own, which nobody else changes. */
export const stopListSchema = z.strictObject({
  gtin: gtinSchema,
  organisation: memberNameSchema,
  stops: z.array(stopSchema).max(MOST_STOPPED_LOTS + 1),
  changedAt: instantSchema,
});

/** What an authority stopped of a product. */
export type StopList = z.infer<typeof stopListSchema>;

/** Where stop lists lie on the ledger. */
export const stopListShape: StateShape<StopList> = {
  objectType: 'stop-list',
  schema: stopListSchema,
  keyOf: ({ gtin, organisation }) => [gtin, organisation],
  upcasts: [],
};
