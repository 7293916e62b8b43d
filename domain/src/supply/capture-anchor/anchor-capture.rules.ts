/** A capture is anchored once, and stays as it was anchored. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import type { CaptureAnchored } from './capture-anchor.events';
import type { AnchorCapture, CaptureAnchor } from './capture-anchor.schema';

/**
 * Anchors a capture. The same again is a success.
 *
 * @throws LedgerError CAPTURE_ALREADY_ANCHORED when the organisation anchored other events under the id
 */
export function anchorCapture(
  known: CaptureAnchor | undefined,
  command: AnchorCapture,
  by: Actor,
  now: Instant,
): Decision<CaptureAnchor, CaptureAnchored> {
  const anchor = { ...command, organisation: by.organisation, changedAt: now };
  if (known === undefined) return { state: anchor, event: anchored(anchor) };
  const isSame = known.root === command.root && known.events === command.events;
  refuseUnless(isSame, 'CAPTURE_ALREADY_ANCHORED', 'the capture id stands for other events');
  return { repeated: anchored(known) };
}

function anchored({ changedAt, ...anchor }: CaptureAnchor): CaptureAnchored {
  return { type: 'CaptureAnchored', version: 1, at: changedAt, ...anchor };
}
