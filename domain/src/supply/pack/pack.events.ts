/** What happens to packs. No event holds a digest: which pack it was the key in the block says to members. */
import { z } from 'zod';
import { gtinSchema, lotNumberSchema } from '../../gs1';
import { eventSchema } from '../../ledger';
import { containerSchema, holderSchema, packStatusSchema } from '../container';
import { handOverFlagSchema } from './hand-over.schema';
import { repackPacksSchema } from './pack.schema';

const ofLot = { gtin: gtinSchema, lot: lotNumberSchema };

/** A pack was supplied, by a site that the ledger has it at, or by another one of the same organisation. */
export const packSuppliedSchema = eventSchema('PackSupplied', {
  ...ofLot,
  handedOver: z.boolean(),
  isAtOtherSite: z.boolean(),
});
export type PackSupplied = z.infer<typeof packSuppliedSchema>;

/** Units were drawn from a pack, which was opened for it or before. */
export const packOpenedSchema = eventSchema('PackOpened', { ...ofLot, units: z.int(), left: z.int() });
export type PackOpened = z.infer<typeof packOpenedSchema>;

/** A hand-over was told afterwards; with flags the ledger would have refused it. */
export const handOverReportedSchema = eventSchema('HandOverReported', {
  ...ofLot,
  place: holderSchema,
  flags: z.array(handOverFlagSchema),
});
export type HandOverReported = z.infer<typeof handOverReportedSchema>;

/** A pack left the saleable stock without being supplied. */
export const packDecommissionedSchema = eventSchema('PackDecommissioned', {
  ...ofLot,
  state: packStatusSchema.shape.state,
});
export type PackDecommissioned = z.infer<typeof packDecommissionedSchema>;

/** A pack is active again. */
export const packUndoneSchema = eventSchema('PackUndone', ofLot);
export type PackUndone = z.infer<typeof packUndoneSchema>;

const repacked = { sscc: repackPacksSchema.shape.sscc, packs: z.int().min(1), holder: holderSchema };

/** Loose packs were put into a container. */
export const packsPackedSchema = eventSchema('PacksPacked', repacked);
export type PacksPacked = z.infer<typeof packsPackedSchema>;

/** Packs were taken out of a container, which stays closed. */
export const packsUnpackedSchema = eventSchema('PacksUnpacked', repacked);
export type PacksUnpacked = z.infer<typeof packsUnpackedSchema>;

const { sscc, holder } = containerSchema.shape;

/** All packs of a container changed their state at once. */
export const containerStatusChangedSchema = eventSchema('ContainerStatusChanged', {
  sscc,
  holder,
  state: packStatusSchema.shape.state,
});
export type ContainerStatusChanged = z.infer<typeof containerStatusChangedSchema>;

/** All packs of a container are active again. */
export const containerUndoneSchema = eventSchema('ContainerUndone', { sscc, holder });
export type ContainerUndone = z.infer<typeof containerUndoneSchema>;
