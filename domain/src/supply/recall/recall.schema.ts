/** A recall of lots, or the withdrawal of a product: proposed by one person, confirmed by a second one, never taken back. */
import { z } from 'zod';
import { gtinSchema, lotNumberSchema } from '../../gs1';
import { countrySchema, hexSchema, instantSchema, plainTextSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../company-prefix.schema';

/** A recall's id, or a correction's: 128 random bits of the caller's. */
export const recallIdSchema = hexSchema(16);

/** What is stopped: lots, or the whole product. */
export const recallKindSchema = z.enum(['recall', 'withdrawal']);

/** How grave it is, I the gravest. */
export const recallClassSchema = z.enum(['I', 'II', 'III']);

/** How far down the chain packs are taken back. */
export const recallDepthSchema = z.enum(['wholesale', 'pharmacy', 'patient']);

/** How far down the chain packs are taken back. */
export type RecallDepth = z.infer<typeof recallDepthSchema>;

/** Until it is confirmed it locks, and may be lifted. */
export const recallStateSchema = z.enum(['proposed', 'confirmed', 'lifted']);

/** By what right an organisation stops packs. */
export const authoritySchema = z.enum(['maker', 'regulator']);

/** By what right an organisation stops packs. */
export type Authority = z.infer<typeof authoritySchema>;

/** SHA-256 of everything that a second person must have been shown; see `digestOfShown`. */
export const shownDigestSchema = hexSchema(32);

/** Lots of one recall: a fault that is in more of them is one of the product. */
export const MOST_LOTS_A_RECALL = 100;

/** The first text and its corrections. */
export const MOST_RECALL_TEXTS = 32;

/** What a recall says to those who hold packs. It names no person. */
const saying = {
  class: recallClassSchema,
  depth: recallDepthSchema,
  reason: plainTextSchema(500),
  instructions: plainTextSchema(2_000),
};

const proposal = {
  gtin: gtinSchema,
  kind: recallKindSchema,
  /** None for a withdrawal: it stops every lot, also those to come. */
  lots: z
    .array(lotNumberSchema)
    .max(MOST_LOTS_A_RECALL)
    .refine((lots) => new Set(lots).size === lots.length, 'must name each lot once'),
  ...saying,
};

const whatIsStopped = {
  path: ['lots'],
  message: 'must name lots for a recall, and none for a withdrawal, which stops them all',
};

/** What a person proposes, without the id. */
export const recallProposalSchema = z.strictObject(proposal).refine(namesWhatIsStopped, whatIsStopped);

/** The command: stop lots or a product at once, and propose that it be for ever. */
export const proposeRecallSchema = z
  .strictObject({ recall: recallIdSchema, ...proposal })
  .refine(namesWhatIsStopped, whatIsStopped);

/** The command: stop lots or a product at once, and propose that it be for ever. */
export type ProposeRecall = z.infer<typeof proposeRecallSchema>;

/** What a person proposes instead of the text in force. */
export const recallCorrectionSchema = z.strictObject(saying);

/** What a person proposes instead of the text in force. */
export type RecallCorrection = z.infer<typeof recallCorrectionSchema>;

/** The command: propose another text of a confirmed recall. What it stops stays stopped. */
export const correctRecallSchema = z.strictObject({ recall: recallIdSchema, correction: recallIdSchema, ...saying });

/** The command: propose another text of a confirmed recall. */
export type CorrectRecall = z.infer<typeof correctRecallSchema>;

/** The command: confirm what this digest was made of. */
export const confirmRecallSchema = z.strictObject({ recall: recallIdSchema, digest: shownDigestSchema });

/** The command: confirm what this digest was made of. */
export type ConfirmRecall = z.infer<typeof confirmRecallSchema>;

/** The command or question that needs nothing but the recall's id. */
export const aboutRecallSchema = z.strictObject({ recall: recallIdSchema });

/** Who did it, by the random name in the certificate, and when: the two-person rule compares the names. */
const deedSchema = z.strictObject({ by: z.string().min(1).max(64), at: instantSchema });

/** One text of a recall: the first has the recall's own id, a correction its own. */
export const recallTextSchema = z.strictObject({
  id: recallIdSchema,
  ...saying,
  digest: shownDigestSchema,
  proposed: deedSchema,
  /** From then on it is in force, until a later one is. */
  confirmed: deedSchema.exactOptional(),
});

/** One text of a recall. */
export type RecallText = z.infer<typeof recallTextSchema>;

/** A lot that is stopped, and how many packs of it were registered when that was proposed. */
export const recalledLotSchema = z.strictObject({ lot: lotNumberSchema, packs: z.int().min(0) });

/** A recall, or a withdrawal. */
export const recallSchema = z.strictObject({
  recall: recallIdSchema,
  gtin: gtinSchema,
  kind: recallKindSchema,
  /** The country that the product is authorised for. */
  market: countrySchema,
  lots: z.array(recalledLotSchema).max(MOST_LOTS_A_RECALL),
  /** Whose it is: only two of its people decide it. */
  organisation: memberNameSchema,
  authority: authoritySchema,
  state: recallStateSchema,
  /** In the order of their proposal; only the last may be unconfirmed. */
  texts: z.array(recallTextSchema).min(1).max(MOST_RECALL_TEXTS),
  lifted: deedSchema.exactOptional(),
  changedAt: instantSchema,
});

/** A recall, or a withdrawal. */
export type Recall = z.infer<typeof recallSchema>;

/** Where recalls lie on the ledger. */
export const recallShape: StateShape<Recall> = {
  objectType: 'recall',
  schema: recallSchema,
  keyOf: ({ recall }) => [recall],
  upcasts: [],
};

/** The text that holders act by: the last that two persons signed; none until then. */
export function textInForce({ texts }: Pick<Recall, 'texts'>): RecallText | undefined {
  return texts.findLast(({ confirmed }) => confirmed !== undefined);
}

/** The text that waits for a second person. */
export function textToConfirm({ texts, state }: Pick<Recall, 'texts' | 'state'>): RecallText | undefined {
  return state === 'lifted' ? undefined : texts.find(({ confirmed }) => confirmed === undefined);
}

function namesWhatIsStopped({ kind, lots }: { readonly kind: string; readonly lots: readonly string[] }): boolean {
  return (kind === 'recall') === lots.length > 0;
}
