/** How recalls are shown: the schemas behind answers and description. No view tells which person it was. */
import { glnSchema } from '@theriac/domain/gs1';
import { instantSchema } from '@theriac/domain/ledger';
import {
  holderSchema,
  memberNameSchema,
  recallCountsSchema,
  recallSchema,
  type RecallText,
  recallTextSchema,
  whatIsSaid,
} from '@theriac/domain/supply';
import { z } from 'zod';

const { recall, gtin, kind, market, lots, organisation, authority, state, changedAt } = recallSchema.shape;
const { id, class: grade, depth, reason, instructions, digest } = recallTextSchema.shape;
const stopped = { recall, gtin, kind, market, lots, organisation };
const transactionId = z.string();

/** A text without who wrote it. */
export const shownTextSchema = z.strictObject({ id, class: grade, depth, reason, instructions, digest });

/** A text without who wrote it. */
export type ShownText = z.infer<typeof shownTextSchema>;

/** A text as it is shown. */
export function shownText(text: RecallText): ShownText {
  return { ...whatIsSaid(text), digest: text.digest };
}

/** A recall in a list: with the text in force, or the proposed one until there is one. */
export const recallItemSchema = z.strictObject({
  ...{ ...stopped, authority, state, text: shownTextSchema },
  proposedAt: instantSchema,
  changedAt,
  transactionId,
});

/** A text in a recall's history. */
const datedTextSchema = shownTextSchema.extend({
  proposedAt: instantSchema,
  confirmedAt: instantSchema.optional(),
});

const heldSchema = z.strictObject({
  organisation: memberNameSchema,
  /** Missing for packs that their maker never packed. */
  site: glnSchema.optional(),
  /** On their way from there to this receiver. */
  to: holderSchema.optional(),
  /** They left the network from there, or were lost: nobody in it has them. */
  gone: z.enum(['left', 'lost']).optional(),
  packs: z.int(),
});

/** What a site said to a recall. */
export const recallReportViewSchema = z.strictObject({
  organisation: memberNameSchema,
  site: glnSchema,
  /** Whether that was of the text in force. */
  acknowledged: z.boolean(),
  acknowledgedAt: instantSchema.optional(),
  counts: recallCountsSchema.extend({ at: instantSchema }).optional(),
  transactionId,
});

/** A recall as the ledger has it now, and what this gateway knows of its packs. */
export const recallViewSchema = z.strictObject({
  ...{ ...stopped, authority, state },
  /** The text that holders act by; missing until two persons signed one. */
  inForce: datedTextSchema.optional(),
  /** What waits for a second person, who sends its digest back: it stands for all of `stopped` and the text. */
  toConfirm: datedTextSchema.extend({ isOwn: z.boolean() }).optional(),
  /** Texts that were in force before. */
  superseded: z.array(datedTextSchema),
  liftedAt: instantSchema.optional(),
  changedAt,
  /** Missing until its block has arrived here. */
  transactionId: transactionId.optional(),
  /** What is registered now; `lots` says how many packs of each it was at the proposal. */
  registered: z.strictObject({ lots: z.int(), packs: z.int() }),
  /** Who holds how many, as far as this gateway knows. */
  holders: z.array(heldSchema),
  reports: z.array(recallReportViewSchema),
  /** At a dispenser: its own packs of the recall that it supplied before. */
  supplied: z
    .array(
      z.strictObject({
        ...{ gtin, lot: lots.element.shape.lot, serial: z.string(), site: glnSchema, suppliedOn: z.iso.date() },
      }),
    )
    .optional(),
});

/** A recall as the ledger has it now, and what this gateway knows of its packs. */
export type RecallView = z.input<typeof recallViewSchema>;

/** A change that a recall's authority made. */
export const decidedRecallSchema = z.strictObject({ ...stopped, text: shownTextSchema, changedAt, transactionId });

/** A proposal that was taken back. */
export const liftedRecallSchema = z.strictObject({ ...stopped, changedAt, transactionId });

/** What a site said. */
export const acknowledgedRecallSchema = z.strictObject({
  ...{ recall, organisation, site: glnSchema, digest, changedAt, transactionId },
});

/** What a site reported. */
export const reportedRecallSchema = z.strictObject({
  ...{ recall, organisation, site: glnSchema, ...recallCountsSchema.shape, changedAt, transactionId },
});
