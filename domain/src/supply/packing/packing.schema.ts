/** A packing: a maker puts packs of one part into containers for the first time, from its list to its close. */
import { z } from 'zod';
import { gtinSchema, lotNumberSchema } from '../../gs1';
import { hexSchema, instantSchema, type StateShape } from '../../ledger';
import { packCountSchema, registrationSchema } from '../lot.schema';
import { MOST_PAGES } from '../pages';
import { PAGES_A_BATCH, writePagesSchema } from '../part.schema';
import { holderSchema, packingIdSchema } from '../container';
import { packedPlacesSchema } from './packed-places';
import { MOST_CONTAINERS_A_PACKING } from './packing-list';

/** Containers that one transaction claims: a key each. */
export const CONTAINERS_A_BATCH = 250;

/** The list lies as raw bytes under this type of key and its packing. */
export const PACKING_LIST_OBJECT_TYPE = 'packing-list';

const containerCountSchema = z.int().min(1).max(MOST_CONTAINERS_A_PACKING);

/** The command: open a packing of a sealed part. Its list comes as transient data under `list`; see `packing-list.ts`. */
export const openPackingSchema = z.strictObject({ packing: packingIdSchema, registration: registrationSchema });

/** The command: open a packing. */
export type OpenPacking = z.infer<typeof openPackingSchema>;

/** The command: claim the containers of a batch of the list, one batch after the other: batch 0 is the first 250. */
export const claimContainersSchema = z.strictObject({
  packing: packingIdSchema,
  batch: z
    .int()
    .min(0)
    .max(MOST_CONTAINERS_A_PACKING / CONTAINERS_A_BATCH - 1),
});

/** The command: claim the containers of a batch of the list. */
export type ClaimContainers = z.infer<typeof claimContainersSchema>;

/**
 * The command: write the packing pages of a batch of the part's pages. They come as transient data, under their numbers as
 * decimal text; a page on which nothing changes is left out.
 */
export const writePackingPagesSchema = z.strictObject({
  packing: packingIdSchema,
  batch: writePagesSchema.shape.batch,
});

/** The command: write the packing pages of a batch. */
export type WritePackingPages = z.infer<typeof writePackingPagesSchema>;

/** The command: close a packing. */
export const closePackingSchema = z.strictObject({ packing: packingIdSchema });

const MOST_CLAIMS = MOST_CONTAINERS_A_PACKING / CONTAINERS_A_BATCH;
const MOST_BATCHES_TO_ABANDON = MOST_PAGES / PAGES_A_BATCH + MOST_CLAIMS;

/** The command: abandon a packing, by taking back what it did, one batch after the other; the answer says how many there are. */
export const abandonPackingSchema = z.strictObject({
  packing: packingIdSchema,
  batch: z
    .int()
    .min(0)
    .max(MOST_BATCHES_TO_ABANDON - 1),
});

/** The command: abandon a packing. */
export type AbandonPacking = z.infer<typeof abandonPackingSchema>;

/** A packing. */
export const packingSchema = z.strictObject({
  packing: packingIdSchema,
  registration: registrationSchema,
  gtin: gtinSchema,
  lot: lotNumberSchema,
  /** Where it is done: the maker's site that the opener's certificate names. */
  holder: holderSchema,
  containers: containerCountSchema,
  packs: packCountSchema,
  /** SHA-256 of the list. */
  listHash: hexSchema(32),
  /** When each batch of the list's containers was claimed, in the list's order. */
  claims: z.array(instantSchema).max(MOST_CLAIMS),
  isClosed: z.boolean(),
  /** When each batch of what it did was taken back; since the first it is abandoned. */
  abandoned: z.array(instantSchema).min(1).max(MOST_BATCHES_TO_ABANDON).exactOptional(),
  openedAt: instantSchema,
  changedAt: instantSchema,
});

/** A packing. */
export type Packing = z.infer<typeof packingSchema>;

/** How many batches claim all containers of a packing. */
export function claimsFor({ containers }: Pick<Packing, 'containers'>): number {
  return Math.ceil(containers / CONTAINERS_A_BATCH);
}

/** That a batch's packing pages are written, and how many packs were packed by it, and which. */
export const packingReceiptSchema = z.strictObject({
  packing: packingIdSchema,
  batch: writePackingPagesSchema.shape.batch,
  packs: packCountSchema,
  packed: packedPlacesSchema,
  changedAt: instantSchema,
});

/** That a batch's packing pages are written. */
export type PackingReceipt = z.infer<typeof packingReceiptSchema>;

/** Where packings lie on the ledger. */
export const packingShape: StateShape<Packing> = {
  objectType: 'packing',
  schema: packingSchema,
  keyOf: ({ packing }) => [packing],
  upcasts: [],
};

/** Where their receipts lie on the ledger. */
export const packingReceiptShape: StateShape<PackingReceipt> = {
  objectType: 'packing-receipt',
  schema: packingReceiptSchema,
  keyOf: ({ packing, batch }) => [packing, String(batch)],
  upcasts: [],
};
