/** A discrepancy: what came is not what was sent, told by who received it, until the two parties have settled it. */
import { z } from 'zod';
import { glnSchema, gtinSchema, lotNumberSchema, ssccSchema } from '../../gs1';
import { instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../company-prefix.schema';
import { discrepancyIdSchema, holderSchema, shipmentIdSchema } from '../container';
import { packDigestSchema } from '../lot-secret';

/** Discrepancies that one reading of a shipment's answers. */
export const MOST_DISCREPANCIES_A_READING = 100;

/** What may be wrong: sent and not there, there and not sent, broken, or something else than what was said. */
export const discrepancyKindSchema = z.enum(['missing', 'surplus', 'damaged', 'wrong-product']);

/** What may be wrong. */
export type DiscrepancyKind = z.infer<typeof discrepancyKindSchema>;

/** A container by its SSCC, or one pack by its digest. */
export const goodsSchema = z.union([
  z.strictObject({ sscc: ssccSchema }),
  z.strictObject({ gtin: gtinSchema, lot: lotNumberSchema, digest: packDigestSchema }),
]);

/** A container by its SSCC, or one pack by its digest. */
export type Goods = z.infer<typeof goodsSchema>;

/**
 * How a discrepancy ends.
 *
 * - `received`: who reported has it now: what was missing arrived, what was surplus was sent after all, or readmitted
 * - `returned`: the other party has it (again): it took its shipment back, or a return
 * - `accepted`: who reported keeps it as it is
 * - `lost`: nobody has it; the container is written off
 * - `destroyed`: who reported destroyed it
 */
export const resolutionSchema = z.enum(['received', 'returned', 'accepted', 'lost', 'destroyed']);

/** How a discrepancy ends. */
export type Resolution = z.infer<typeof resolutionSchema>;

/**
 * Where the ledger knew otherwise when it was reported.
 *
 * - `not-known`: no such container, or no sealed lot with such a pack
 * - `not-in-shipment`: it was sent neither with the shipment nor in a container of it
 * - `elsewhere`: it is neither with who reports nor on its way there
 * - `expected-here`: what is said to be surplus is with who reports, or on its way there
 * - `received-before`: who says that it is missing had received it with this shipment
 * - `gone`: it left the network, was lost or destroyed
 */
export const discrepancyFlagSchema = z.enum([
  'not-known',
  'not-in-shipment',
  'elsewhere',
  'expected-here',
  'received-before',
  'gone',
]);

/** Where the ledger knew otherwise. */
export type DiscrepancyFlag = z.infer<typeof discrepancyFlagSchema>;

const reported = z.strictObject({
  discrepancy: discrepancyIdSchema,
  kind: discrepancyKindSchema,
  about: goodsSchema,
  /** The shipment that it came with, or should have come with. */
  shipment: shipmentIdSchema.exactOptional(),
});

/** The command: report a discrepancy. Only a surplus may have come with no shipment. */
export const reportDiscrepancySchema = reported.refine(
  ({ kind, shipment }) => kind === 'surplus' || shipment !== undefined,
  { path: ['shipment'], error: 'must be named unless the kind is surplus' },
);

/** The command: report a discrepancy. */
export type ReportDiscrepancy = z.infer<typeof reportDiscrepancySchema>;

/** The command: say how a discrepancy ended. */
export const resolveDiscrepancySchema = z.strictObject({
  discrepancy: discrepancyIdSchema,
  resolution: resolutionSchema,
});

/** The command: say how a discrepancy ended. */
export type ResolveDiscrepancy = z.infer<typeof resolveDiscrepancySchema>;

/** A discrepancy; open until it has a resolution. */
export const discrepancySchema = reported.extend({
  reporter: holderSchema,
  /** Who sent the shipment; else with whom the ledger had the container, or who made the pack. Missing when none is known. */
  counterparty: z.strictObject({ organisation: memberNameSchema, site: glnSchema.exactOptional() }).exactOptional(),
  flags: z.array(discrepancyFlagSchema),
  reportedAt: instantSchema,
  resolved: z.strictObject({ as: resolutionSchema, by: holderSchema, at: instantSchema }).exactOptional(),
  changedAt: instantSchema,
});

/** A discrepancy; open until it has a resolution. */
export type Discrepancy = z.infer<typeof discrepancySchema>;

/** That a discrepancy is one of a shipment, so that those of one can be read together. */
export const shipmentDiscrepancySchema = z.strictObject({
  shipment: shipmentIdSchema,
  discrepancy: discrepancyIdSchema,
  changedAt: instantSchema,
});

/** That a discrepancy is one of a shipment. */
export type ShipmentDiscrepancy = z.infer<typeof shipmentDiscrepancySchema>;

/** The question: what is known of this discrepancy? */
export const readDiscrepancySchema = z.strictObject({ discrepancy: discrepancyIdSchema });

/** The question: which discrepancies has this shipment? By their ids, those after one, up to 100. */
export const readDiscrepanciesSchema = z.strictObject({
  shipment: shipmentIdSchema,
  after: discrepancyIdSchema.exactOptional(),
});

/** Where discrepancies lie on the ledger. */
export const discrepancyShape: StateShape<Discrepancy> = {
  objectType: 'discrepancy',
  schema: discrepancySchema,
  keyOf: ({ discrepancy }) => [discrepancy],
  upcasts: [],
};

/** Where the discrepancies of a shipment are listed. */
export const shipmentDiscrepancyShape: StateShape<ShipmentDiscrepancy> = {
  objectType: 'shipment-discrepancy',
  schema: shipmentDiscrepancySchema,
  keyOf: ({ shipment, discrepancy }) => [shipment, discrepancy],
  upcasts: [],
};
