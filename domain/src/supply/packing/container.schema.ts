/** A container: a case, a tray, a pallet, by its Serial Shipping Container Code. */
import { z } from 'zod';
import { glnSchema, gtinSchema, lotNumberSchema, ssccSchema } from '../../gs1';
import { hexSchema, instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../company-prefix.schema';
import { MOST_PACKS_A_CONTAINER } from './packing-list';

/** A packing's id: 128 random bits of the caller's. */
export const packingIdSchema = hexSchema(16);

/** A case for the end of one lot and the beginning of the next holds two; more than this is a mistake. */
export const MOST_CONTENTS = 16;

/**
 * Packs that one packing put into a container. The number is the maker's word: the ledger holds a packing to the sum of
 * its containers, and everybody who reads the packing pages can count each.
 */
export const contentSchema = z.strictObject({
  packing: packingIdSchema,
  gtin: gtinSchema,
  lot: lotNumberSchema,
  packs: z.int().min(1).max(MOST_PACKS_A_CONTAINER),
});

/** Who has a container, and where. */
export const holderSchema = z.strictObject({ organisation: memberNameSchema, site: glnSchema });

/** A container. */
export const containerSchema = z.strictObject({
  sscc: ssccSchema,
  holder: holderSchema,
  /** Whose packings filled it. */
  packer: memberNameSchema,
  contents: z.array(contentSchema).min(1).max(MOST_CONTENTS),
  changedAt: instantSchema,
});

/** A container. */
export type Container = z.infer<typeof containerSchema>;

/** The question: what is known of this container? */
export const readContainerSchema = z.strictObject({ sscc: ssccSchema });

/** Where containers lie on the ledger. */
export const containerShape: StateShape<Container> = {
  objectType: 'container',
  schema: containerSchema,
  keyOf: (container) => [container.sscc],
  upcasts: [],
};
