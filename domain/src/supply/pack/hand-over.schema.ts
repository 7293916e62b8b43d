/** Hand-overs that the ledger would have refused: a report of what has happened is recorded, and flagged. */
import { z } from 'zod';
import { gtinSchema, lotNumberSchema } from '../../gs1';
import { instantSchema, type StateShape } from '../../ledger';
import { holderSchema } from '../container';
import { packDigestSchema } from '../lot-secret';

/** What was wrong with a pack when it was handed over. */
export const handOverFlagSchema = z.enum([
  'unknown-serial',
  'already-supplied',
  'not-active',
  'expired',
  'lot-stopped',
  'on-its-way',
  'not-holder',
]);

/** What was wrong with a pack when it was handed over. */
export type HandOverFlag = z.infer<typeof handOverFlagSchema>;

/** A hand-over with something wrong: one for each pack and place, with the place, since somebody must look into it. */
export const handOverSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  digest: packDigestSchema,
  place: holderSchema,
  flags: z.array(handOverFlagSchema).min(1),
  changedAt: instantSchema,
});

/** A hand-over with something wrong. */
export type HandOver = z.infer<typeof handOverSchema>;

/** Where flagged hand-overs lie on the ledger: under keys of their own, since the pack's may be another's to endorse. */
export const handOverShape: StateShape<HandOver> = {
  objectType: 'hand-over',
  schema: handOverSchema,
  keyOf: ({ gtin, lot, digest, place }) => [gtin, lot, digest, place.organisation, place.site],
  upcasts: [],
};
