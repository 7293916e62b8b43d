/** A capture's anchor: one Merkle root over the ids of its events, so that none can be changed, added or left out later. */
import { z } from 'zod';
import { hexSchema, instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../company-prefix.schema';

/** A capture's id: 128 random bits of the capturing gateway's. */
export const captureIdSchema = hexSchema(16);

/** More than any document that a gateway takes. */
const MOST_EVENTS = 10_000_000;

/** The command: these events, so many, are what this organisation captured in one document. */
export const anchorCaptureSchema = z.strictObject({
  capture: captureIdSchema,
  /** Over the events' ids in the document's order, as RFC 6962 builds it. */
  root: hexSchema(32),
  /** How many events the document held, those that only repeat an earlier one too. */
  events: z.int().min(1).max(MOST_EVENTS),
});

/** The command: these events are what this organisation captured in one document. */
export type AnchorCapture = z.infer<typeof anchorCaptureSchema>;

/** The question: what did an organisation anchor of this capture? */
export const readCaptureAnchorSchema = z.strictObject({ organisation: memberNameSchema, capture: captureIdSchema });

/** What an organisation captured in one document, and when it said so. */
export const captureAnchorSchema = anchorCaptureSchema.extend({
  organisation: memberNameSchema,
  changedAt: instantSchema,
});

/** What an organisation captured in one document, and when it said so. */
export type CaptureAnchor = z.infer<typeof captureAnchorSchema>;

/** Where anchors lie: under their organisation, so that nobody takes an id of another's. */
export const captureAnchorShape: StateShape<CaptureAnchor> = {
  objectType: 'capture-anchor',
  schema: captureAnchorSchema,
  keyOf: ({ organisation, capture }) => [organisation, capture],
  upcasts: [],
};
