/** What packings tell. */
import { z } from 'zod';
import { eventSchema } from '../../ledger';
import { abandonPackingSchema, claimContainersSchema, packingReceiptSchema, packingSchema } from './packing.schema';

const { packing, registration, gtin, lot, holder, containers, packs } = packingSchema.shape;
const { batch } = claimContainersSchema.shape;
const of = { packing, registration, gtin, lot, holder, containers, packs };

/** A maker fixed which containers it fills. */
export const packingOpenedSchema = eventSchema('PackingOpened', of);
export type PackingOpened = z.infer<typeof packingOpenedSchema>;

/** A batch of a packing's containers is claimed: no other packing of another organisation can name them. */
export const containersClaimedSchema = eventSchema('ContainersClaimed', { packing, batch, containers });
export type ContainersClaimed = z.infer<typeof containersClaimedSchema>;

/** A batch of packing pages is written; `packs` were packed by it. */
export const packingPagesWrittenSchema = eventSchema('PackingPagesWritten', {
  packing,
  batch: packingReceiptSchema.shape.batch,
  packs,
});
export type PackingPagesWritten = z.infer<typeof packingPagesWrittenSchema>;

/** A packing is whole: every pack of its list lies in its container. */
export const packingClosedSchema = eventSchema('PackingClosed', of);
export type PackingClosed = z.infer<typeof packingClosedSchema>;

/** A batch of what a packing did is taken back: so many packs are loose again, or so many containers free of it. */
export const packingAbandonedSchema = eventSchema('PackingAbandoned', {
  packing,
  batch: abandonPackingSchema.shape.batch,
  /** How many batches there are to take back. */
  batches: z.int().min(1),
  packs: z.int().min(0),
  containers: z.int().min(0),
});
export type PackingAbandoned = z.infer<typeof packingAbandonedSchema>;
