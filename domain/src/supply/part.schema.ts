/** A part of a lot: what one registration brings, from its manifest to its seal. */
import { z } from 'zod';
import { calendarDateSchema, gtinSchema, lotNumberSchema } from '../gs1';
import { hexSchema, instantSchema, type StateShape } from '../ledger';
import { memberNameSchema } from './company-prefix.schema';
import { packCountSchema, pageCountSchema, registrationSchema, secretCommitmentSchema } from './lot.schema';
import { manifestSchema } from './manifest';
import { MOST_PAGES } from './pages';

/** Pages that one transaction writes: 40 to 100 measured fastest, and 64 stay far below the peer's message limit. */
export const PAGES_A_BATCH = 64;

/** The command: open a registration, of a new lot or of one that stands. */
export const registerPartSchema = z.strictObject({
  registration: registrationSchema,
  gtin: gtinSchema,
  lot: lotNumberSchema,
  expiry: calendarDateSchema,
  secretCommitment: secretCommitmentSchema,
  manifest: manifestSchema,
});

/** The command: open a registration. */
export type RegisterPart = z.infer<typeof registerPartSchema>;

/**
 * The command: write the pages of a batch. They come as transient data, under their numbers as decimal text: batch 0 is
 * pages 0 to 63, and so on.
 */
export const writePagesSchema = z.strictObject({
  registration: registrationSchema,
  batch: z
    .int()
    .min(0)
    .max(MOST_PAGES / PAGES_A_BATCH - 1),
});

/** The command: write the pages of a batch. */
export type WritePages = z.infer<typeof writePagesSchema>;

/** The command to seal a registration, or to abandon it. */
export const endRegistrationSchema = z.strictObject({ registration: registrationSchema });

/** A part as its registration knows it. */
export const partSchema = z.strictObject({
  registration: registrationSchema,
  gtin: gtinSchema,
  lot: lotNumberSchema,
  maker: memberNameSchema,
  packs: packCountSchema,
  pages: pageCountSchema,
  /** The Merkle root over the pages' hashes. */
  root: hexSchema(32),
  state: z.enum(['registering', 'sealed', 'abandoned']),
  registeredAt: instantSchema,
  changedAt: instantSchema,
});

/** A part as its registration knows it. */
export type Part = z.infer<typeof partSchema>;

/** A part's manifest; apart from it, since only writing pages needs it. */
export const partManifestSchema = z.strictObject({ registration: registrationSchema, pages: manifestSchema });

/** A part's manifest. */
export type PartManifest = z.infer<typeof partManifestSchema>;

/** That a batch's pages are written. */
export const receiptSchema = z.strictObject({
  registration: registrationSchema,
  batch: writePagesSchema.shape.batch,
  pages: z.int().min(1).max(PAGES_A_BATCH),
  changedAt: instantSchema,
});

/** That a batch's pages are written. */
export type Receipt = z.infer<typeof receiptSchema>;

/** Where parts lie on the ledger. */
export const partShape: StateShape<Part> = {
  objectType: 'part',
  schema: partSchema,
  keyOf: (part) => [part.registration],
  upcasts: [],
};

/** Where manifests lie on the ledger. */
export const partManifestShape: StateShape<PartManifest> = {
  objectType: 'manifest',
  schema: partManifestSchema,
  keyOf: (manifest) => [manifest.registration],
  upcasts: [],
};

/** Where receipts lie on the ledger. */
export const receiptShape: StateShape<Receipt> = {
  objectType: 'receipt',
  schema: receiptSchema,
  keyOf: (receipt) => [receipt.registration, String(receipt.batch)],
  upcasts: [],
};

/** Pages are raw bytes under this type of key, their registration, and their number as decimal text. */
export const PAGE_OBJECT_TYPE = 'page';

/** How many batches write so many pages. */
export function batchesFor(pages: number): number {
  return Math.ceil(pages / PAGES_A_BATCH);
}

/** The numbers of a batch's pages; none when there is no such batch. */
export function pagesOfBatch(batch: number, pages: number): readonly number[] {
  const first = batch * PAGES_A_BATCH;
  return Array.from({ length: Math.max(0, Math.min(PAGES_A_BATCH, pages - first)) }, (_, index) => first + index);
}
