/** A container: a case, a tray, a pallet, by its Serial Shipping Container Code, and what lies in it. */
import { z } from 'zod';
import { glnSchema, gtinSchema, lotNumberSchema, ssccSchema } from '../../gs1';
import { hexSchema, instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../company-prefix.schema';
import { packStatusSchema } from './pack-status.schema';

/** A packing's id: 128 random bits of the caller's. */
export const packingIdSchema = hexSchema(16);

/** Far above what a case or a tray holds; a pallet holds cases. */
export const MOST_PACKS_A_CONTAINER = 10_000;

/** A case for the end of one lot and the beginning of the next holds two; more than this is a mistake. */
export const MOST_CONTENTS = 16;

/** Containers directly in a container. */
export const MOST_CHILDREN = 500;

/** Containers that one transaction puts into a container, or takes out of it: a key each. */
export const MOST_CHILDREN_A_COMMAND = 250;

/** Pack, bundle, case, pallet: a verification reads a key for each. */
export const MOST_DEPTH = 4;

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

/** Packs of a lot that went into a container later; below zero when more came out than went in. */
export const repackedSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  packs: z.int().min(-MOST_PACKS_A_CONTAINER).max(MOST_PACKS_A_CONTAINER),
});

/** Who has a container, and where. */
export const holderSchema = z.strictObject({ organisation: memberNameSchema, site: glnSchema });

/** Who has a container, and where. */
export type Holder = z.infer<typeof holderSchema>;

/** A shipment's id: 128 random bits of the caller's. */
export const shipmentIdSchema = hexSchema(16);

/** A departure's id: containers leave for a place outside the network. 128 random bits of the caller's. */
export const departureIdSchema = hexSchema(16);

/** A readmission's id: containers come back into custody. 128 random bits of the caller's. */
export const readmissionIdSchema = hexSchema(16);

/** A discrepancy's id: 128 random bits of the caller's. */
export const discrepancyIdSchema = hexSchema(16);

/** Far more than a container passes through on its way to a patient, and back. */
export const MOST_SHIPMENTS_A_CONTAINER = 32;

const goneAt = { at: instantSchema };

/** Why nobody holds a container any more. */
export const goneSchema = z.discriminatedUnion('how', [
  /** It left for a place of no member of the channel. */
  z.strictObject({ how: z.literal('left'), departure: departureIdSchema, to: glnSchema, ...goneAt }),
  z.strictObject({ how: z.literal('lost'), discrepancy: discrepancyIdSchema, ...goneAt }),
  z.strictObject({ how: z.literal('destroyed'), discrepancy: discrepancyIdSchema, ...goneAt }),
]);

/** A container. */
export const containerSchema = z.strictObject({
  sscc: ssccSchema,
  /** Of a container that stands by itself. One inside another is where that is; see `placeOf`. */
  holder: holderSchema,
  /** Packs that makers' packings put directly into it. */
  contents: z.array(contentSchema).max(MOST_CONTENTS),
  children: z.array(ssccSchema).max(MOST_CHILDREN),
  /** 1 with packs alone, one more than the deepest container that it ever held otherwise. */
  depth: z.int().min(1).max(MOST_DEPTH),
  /** The container that it was put into last. It is in it unless that was opened. */
  parent: ssccSchema.exactOptional(),
  /** When it was put into its parent. */
  packedAt: instantSchema.exactOptional(),
  /** The container that it was taken out of last, and when. */
  unpackedFrom: z.strictObject({ sscc: ssccSchema, at: instantSchema }).exactOptional(),
  /** On its way to a receiver; its holder is who ships it, until it is received. */
  shipment: z.strictObject({ id: shipmentIdSchema, to: holderSchema }).exactOptional(),
  /** Its last shipment that ended, and how. */
  lastShipment: z
    .strictObject({
      id: shipmentIdSchema,
      end: z.enum(['received', 'voided', 'lost']),
      at: instantSchema,
    })
    .exactOptional(),
  /** What became of all packs in it at once; see `change-container-status.rules.ts`. */
  status: packStatusSchema.exactOptional(),
  /** Its last undo of such a state, and whose. */
  undone: packStatusSchema.pick({ at: true, by: true }).exactOptional(),
  /** Packs by lot that went into it after the makers' packings or, below zero, came out of it while it stayed closed. */
  repacked: z.array(repackedSchema).max(MOST_CONTENTS).exactOptional(),
  /** The shipments that it was received with, by itself or in another, until it was put into its parent; the last 32. */
  cameWith: z
    .array(z.strictObject({ shipment: shipmentIdSchema, at: instantSchema }))
    .max(MOST_SHIPMENTS_A_CONTAINER)
    .exactOptional(),
  /** Since then nobody holds it; `holder` is who did last. */
  gone: goneSchema.exactOptional(),
  /** Its last readmission, after it was gone. */
  readmission: readmissionIdSchema.exactOptional(),
  /** Since then what lay in it stands by itself where it was opened, and it never moves again. */
  openedAt: instantSchema.exactOptional(),
  changedAt: instantSchema,
});

/** A container. */
export type Container = z.infer<typeof containerSchema>;

/** The question: what is known of this container? */
export const readContainerSchema = z.strictObject({ sscc: ssccSchema });

/** Some containers, at most so many, each named once. */
export function containersSchema(most: number) {
  return z
    .array(ssccSchema)
    .min(1)
    .max(most)
    .refine((containers) => new Set(containers).size === containers.length, 'must name each container once');
}

/** The command: put containers into a container, which may be a new one. */
export const packContainersSchema = z.strictObject({
  sscc: ssccSchema,
  children: containersSchema(MOST_CHILDREN_A_COMMAND),
});

/** The command: put containers into a container. */
export type PackContainers = z.infer<typeof packContainersSchema>;

/** The command: take containers out of a container, which stays closed. */
export const unpackContainersSchema = packContainersSchema;

/** The command: take containers out of a container. */
export type UnpackContainers = z.infer<typeof unpackContainersSchema>;

/** The command: open a container, so that all that lies in it stands by itself. */
export const openContainerSchema = z.strictObject({ sscc: ssccSchema });

/** Where containers lie on the ledger. */
export const containerShape: StateShape<Container> = {
  objectType: 'container',
  schema: containerSchema,
  keyOf: (container) => [container.sscc],
  upcasts: [],
};
