/** How an organisation's anchored head may move: forward only, so that no entry below it can be taken back. */
import { type Actor, type Decision, type Instant, LedgerError } from '../ledger';
import type { HeadAnchored } from './anchors.events';
import type { AnchorHead, Head } from './head.schema';

/**
 * Anchors a head. The same head again is a success; the organisation and any one other member guard it from then on.
 *
 * @throws LedgerError HEAD_NOT_GROWING when the log was as long or longer before
 */
export function anchorHead(
  last: Head | undefined,
  command: AnchorHead,
  by: Actor,
  now: Instant,
): Decision<Head, HeadAnchored> {
  if (last === undefined) {
    const first = { ...command, organisation: by.organisation, changedAt: now };
    return { state: first, event: anchored(first), guard: { rule: 'holder-and-one-other', holder: by.mspId } };
  }
  if (command.size === last.size && command.head === last.head) return { repeated: anchored(last) };
  if (command.size <= last.size) throw new LedgerError('HEAD_NOT_GROWING', `the anchored size is ${last.size}`);
  const next = { ...last, size: command.size, head: command.head, changedAt: now };
  return { state: next, event: anchored(next) };
}

function anchored({ changedAt, ...head }: Head): HeadAnchored {
  return { type: 'HeadAnchored', version: 1, at: changedAt, ...head };
}
