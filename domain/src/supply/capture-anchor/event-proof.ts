/** That an event is one of a capture, for who has its body: checked against the root that stands on the ledger. */
import { z } from 'zod';
import type { EventIdentity } from '../../epcis';
import { compareBytes, type Digest, fromHex, hexSchema } from '../../ledger';
import { leadsToRoot } from '../../merkle';
import { anchorCaptureSchema, type CaptureAnchor, captureIdSchema } from './capture-anchor.schema';
import { EVENT_ID_BYTES, eventLedgerId } from './event-id';

/** Levels of the largest tree that an anchor may have. */
const DEEPEST = 24;

/** What shows that an event is one of a capture. Without the event's body it tells nothing of it. */
export const eventProofSchema = z.strictObject({
  capture: captureIdSchema,
  /** The event's own key, which only its capturer can make. */
  key: hexSchema(EVENT_ID_BYTES),
  /** The event's id on the ledger. */
  id: hexSchema(EVENT_ID_BYTES),
  /** The event's place among the capture's events, from 0. */
  index: z.int().min(0),
  /** How many events the capture has. */
  events: anchorCaptureSchema.shape.events,
  /** The hashes beside the way from the id to the root, the lowest first. */
  path: z.array(hexSchema(32)).max(DEEPEST),
});

/** What shows that an event is one of a capture. */
export type EventProof = z.infer<typeof eventProofSchema>;

/** Whether the id is that of the event whose body gives this identity. */
export function isIdOfEvent(digest: Digest, identity: EventIdentity, { key, id }: EventProof): boolean {
  return compareBytes(eventLedgerId(digest, fromHex(key), identity), fromHex(id)) === 0;
}

/** Whether the id stands at its place under the root of the capture's anchor. */
export function isIdAnchored(
  digest: Digest,
  { capture, id, index, events, path }: EventProof,
  anchor: Pick<CaptureAnchor, 'capture' | 'root' | 'events'>,
): boolean {
  if (anchor.capture !== capture || anchor.events !== events) return false;
  return leadsToRoot(digest, fromHex(id), { index, leaves: events }, path.map(fromHex), fromHex(anchor.root));
}

/**
 * Whether an event was captured as an anchor on the ledger says.
 *
 * @param identity of the event's body, as `identifyEvent` gives it
 * @param anchor as `ReadCaptureAnchor` answers for the organisation that captured it
 */
export function isEventAnchored(
  digest: Digest,
  identity: EventIdentity,
  proof: EventProof,
  anchor: Pick<CaptureAnchor, 'capture' | 'root' | 'events'>,
): boolean {
  return isIdOfEvent(digest, identity, proof) && isIdAnchored(digest, proof, anchor);
}
