/** A pack goes back to active: at the same site, in time, and never once the public had it. */
import { type Actor, type Decision, type Digest, type Instant, LedgerError, refuseUnless } from '../../ledger';
import type { PackStatus } from '../container';
import { stopOf } from '../recall';
import { type ActorOpening, commitActor } from './actor-commitment';
import { guardedByHolder } from './pack-guard';
import { hasExpired, ownState, type PackSituation, requireKnown, statusOf } from './pack-situation';
import type { PackUndone } from './pack.events';
import type { Pack } from './pack.schema';

/** Article 13(2) of Delegated Regulation (EU) 2016/161. */
const UNDO_DAYS = 10;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Undoes a pack's state. The same again is a success until the pack changes again.
 *
 * @throws LedgerError PACK_NOT_FOUND, PACK_NOT_UNDOABLE with the reason
 */
export function undoPack(
  digest: Digest,
  situation: PackSituation,
  { digest: packDigest }: { readonly digest: string },
  opening: ActorOpening,
  by: Actor,
  now: Instant,
): Decision<Pack, PackUndone> {
  const known = requireKnown(situation);
  const commitment = commitActor(digest, opening, by);
  const { pack, lot } = known;
  if (pack?.status === undefined) {
    if (pack?.undone?.by === commitment) return { repeated: undone(lot, pack.undone.at) };
    const why = statusOf(known) === undefined ? 'the pack is active' : 'the state is its container’s: undo it there';
    throw new LedgerError('PACK_NOT_UNDOABLE', why);
  }
  refuseUnless(pack.opened === undefined, 'PACK_NOT_UNDOABLE', 'the pack was opened');
  refuseUnless(!hasExpired(known, now), 'PACK_NOT_UNDOABLE', 'its expiry day is over');
  refuseUnless(stopOf(known.stopLists, lot.lot) === undefined, 'PACK_NOT_UNDOABLE', 'its lot is recalled or locked');
  requireUndoable(pack.status, commitment, now);
  const { status: _, ...active } = ownState(known, packDigest, now);
  return {
    state: { ...active, undone: { at: now, by: commitment } },
    event: undone(lot, now),
    guard: guardedByHolder(by),
  };
}

/**
 * A state that its site may take back.
 *
 * @param commitment made of the caller's site, and the salt and person of the first act
 * @throws LedgerError PACK_NOT_UNDOABLE with the reason
 */
export function requireUndoable({ state, at, by, handedOverAt }: PackStatus, commitment: string, now: Instant): void {
  const isFinal = state === 'stolen' || state === 'destroyed';
  refuseUnless(!isFinal, 'PACK_NOT_UNDOABLE', `${state} is for good`);
  refuseUnless(handedOverAt === undefined, 'PACK_NOT_UNDOABLE', 'it was handed over to the public');
  refuseUnless(by === commitment, 'PACK_NOT_UNDOABLE', 'it was not done at this site');
  const isInTime = state === 'locked' || Date.parse(now) - Date.parse(at) <= UNDO_DAYS * DAY_MS;
  refuseUnless(isInTime, 'PACK_NOT_UNDOABLE', `it was done more than ${UNDO_DAYS} days ago`);
}

function undone({ gtin, lot }: Pick<Pack, 'gtin' | 'lot'>, at: Instant): PackUndone {
  return { type: 'PackUndone', version: 1, at, gtin, lot };
}
