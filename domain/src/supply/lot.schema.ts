/** A lot and its parts: one key, so that a verification learns all but the pack itself from one read. */
import { z } from 'zod';
import { calendarDateSchema, gtinSchema, lotNumberSchema } from '../gs1';
import { hexSchema, instantSchema, type StateShape } from '../ledger';
import { memberNameSchema } from './company-prefix.schema';
import { MOST_PACKS, MOST_PAGES } from './pages';

/** A lot arrives in several documents; more than this is a mistake, and would slow a miss down. */
export const MOST_PARTS = 16;

/** A registration's id: 128 random bits of the caller's. */
export const registrationSchema = hexSchema(16);

/** What binds a lot to its secret; see `commitLotSecret`. */
export const secretCommitmentSchema = hexSchema(32);

export const packCountSchema = z.int().min(1).max(MOST_PACKS);

export const pageCountSchema = z.int().min(1).max(MOST_PAGES);

/** A part as its lot knows it: enough to find the page of a digest. */
export const lotPartSchema = z.strictObject({
  registration: registrationSchema,
  packs: packCountSchema,
  pages: pageCountSchema,
  /** Until sealed, nobody may rely on what its pages hold, or do not hold. */
  isSealed: z.boolean(),
});

/** A part as its lot knows it. */
export type LotPart = z.infer<typeof lotPartSchema>;

/** A lot of a product. */
export const lotSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  expiry: calendarDateSchema,
  /** The organisation that registered the product, and alone registers parts. */
  maker: memberNameSchema,
  secretCommitment: secretCommitmentSchema,
  /** In the order of registration. Empty when every registration was abandoned: such a lot binds nothing. */
  parts: z.array(lotPartSchema).max(MOST_PARTS),
  changedAt: instantSchema,
});

/** A lot of a product. */
export type Lot = z.infer<typeof lotSchema>;

/** The question: what is known of this lot? */
export const readLotSchema = z.strictObject({ gtin: gtinSchema, lot: lotNumberSchema });

/** Where lots lie on the ledger. */
export const lotShape: StateShape<Lot> = {
  objectType: 'lot',
  schema: lotSchema,
  keyOf: (lot) => [lot.gtin, lot.lot],
  upcasts: [],
};
