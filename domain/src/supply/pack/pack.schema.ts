/** A pack's own key: it exists from the pack's first individual event on, and overrides what its page says. */
import { z } from 'zod';
import { gtinSchema, lotNumberSchema, ssccSchema } from '../../gs1';
import { hexSchema, instantSchema, type StateShape } from '../../ledger';
import { holderSchema, packStatusSchema } from '../container';
import { registrationSchema } from '../lot.schema';
import { packDigestSchema } from '../lot-secret';

/** A pack as commands and questions name it. */
export const packRefSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  digest: packDigestSchema,
  /** The part to look in first, by its registration id; a hit proves itself, a wrong hint costs one read. */
  part: registrationSchema.exactOptional(),
});

/** A pack as commands and questions name it. */
export type PackRef = z.infer<typeof packRefSchema>;

/** Units of the largest pack, and of one fill. */
const MOST_UNITS = 10_000;

/** Part-fills of one pack; each is remembered by its id, so that none is drawn twice. */
export const MOST_FILLS = 100;

/** A fill's id: 128 random bits of the caller's. */
const fillSchema = hexSchema(16);

const unitsSchema = z.int().min(1).max(MOST_UNITS);

/** What is left in an opened pack, counted in the units of its product's pack size. */
export const openedSchema = z.strictObject({
  size: unitsSchema,
  left: z.int().min(0).max(MOST_UNITS),
  fills: z.array(z.strictObject({ fill: fillSchema, units: unitsSchema, at: instantSchema })).max(MOST_FILLS),
});

/** A pack of which something happened to it alone. */
export const packSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  digest: packDigestSchema,
  registration: registrationSchema,
  /** The container that it was put into after its maker's packing. */
  container: ssccSchema.exactOptional(),
  /** Where it stands loose, once it was taken out of a container that stays closed. */
  place: holderSchema.exactOptional(),
  /** The container that it was taken out of last. */
  unpackedFrom: ssccSchema.exactOptional(),
  /** What became of it; without it the pack is active, unless a container that it is in has one. */
  status: packStatusSchema.exactOptional(),
  /** Once it was opened for a part-fill. */
  opened: openedSchema.exactOptional(),
  /** Its last undo, and whose. */
  undone: packStatusSchema.pick({ at: true, by: true }).exactOptional(),
  changedAt: instantSchema,
});

/** A pack of which something happened to it alone. */
export type Pack = z.infer<typeof packSchema>;

/** The command: supply a pack, with the hand-over to the public or, still reversible, before it. */
export const supplyPackSchema = packRefSchema.extend({ handedOver: z.boolean() });

/** The command: supply a pack. */
export type SupplyPack = z.infer<typeof supplyPackSchema>;

/** The report that a pack was handed over, whatever the ledger thinks of it. */
export const reportHandOverSchema = packRefSchema;

/** The command: open a pack, or draw on one that was opened here, for a fill of so many units. */
export const openPackSchema = packRefSchema.extend({ fill: fillSchema, units: unitsSchema });

/** The command: open a pack, or draw on one that was opened here. */
export type OpenPack = z.infer<typeof openPackSchema>;

/** The command: a pack leaves the saleable stock without being supplied. */
export const decommissionPackSchema = packRefSchema.extend({
  state: packStatusSchema.shape.state.exclude(['supplied']),
});

/** The command: a pack leaves the saleable stock without being supplied. */
export type DecommissionPack = z.infer<typeof decommissionPackSchema>;

/** The command: back to active. */
export const undoPackSchema = packRefSchema;

/** The command: all packs of a container change their state. */
export const changeContainerStatusSchema = z.strictObject({ sscc: ssccSchema, state: packStatusSchema.shape.state });

/** The command: all packs of a container change their state. */
export type ChangeContainerStatus = z.infer<typeof changeContainerStatusSchema>;

/** The command: all packs of a container are active again. */
export const undoContainerSchema = z.strictObject({ sscc: ssccSchema });

/** Packs that one transaction puts into a container, or takes out of it: a page and a key each. */
export const MOST_PACKS_A_COMMAND = 100;

/** The command: put loose packs into a container, which may be a new one, or take them out of one that stays closed. */
export const repackPacksSchema = z.strictObject({
  sscc: ssccSchema,
  packs: z
    .array(packRefSchema)
    .min(1)
    .max(MOST_PACKS_A_COMMAND)
    .refine((packs) => new Set(packs.map(({ digest }) => digest)).size === packs.length, 'must name each pack once'),
});

/** The command: put packs into a container, or take them out. */
export type RepackPacks = z.infer<typeof repackPacksSchema>;

/** Where packs with keys of their own lie on the ledger. */
export const packShape: StateShape<Pack> = {
  objectType: 'pack',
  schema: packSchema,
  keyOf: ({ gtin, lot, digest }) => [gtin, lot, digest],
  upcasts: [],
};
