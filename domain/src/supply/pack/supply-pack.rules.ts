/** A pack is supplied: once, by who has it. */
import type { Actor, Decision, Digest, Instant } from '../../ledger';
import type { PackStatus } from '../container';
import { type ActorOpening, commitActor } from './actor-commitment';
import { guardedByHolder } from './pack-guard';
import { isAtOtherSite, ownState, type PackSituation, requireKnown, statusOf } from './pack-situation';
import type { PackSupplied } from './pack.events';
import type { Pack, SupplyPack } from './pack.schema';
import { requireSuppliable } from './suppliable';

/**
 * Supplies a pack. The same again by the same person with the same salt is a success, and adds the hand-over when that
 * was not told before.
 *
 * @throws LedgerError PACK_NOT_FOUND, SITE_MISSING, PACK_ALREADY_SUPPLIED with the day, PACK_NOT_ACTIVE, PACK_EXPIRED,
 * NOT_HOLDER
 */
export function supplyPack(
  digest: Digest,
  situation: PackSituation,
  command: SupplyPack,
  opening: ActorOpening,
  by: Actor,
  now: Instant,
): Decision<Pack, PackSupplied> {
  const known = requireKnown(situation);
  const commitment = commitActor(digest, opening, by);
  const status = statusOf(known);
  const isFlagged = isAtOtherSite(known, by);
  if (status?.state === 'supplied' && status.by === commitment) {
    const isTold = !command.handedOver || status.handedOverAt !== undefined;
    if (isTold) return { repeated: supplied(known.lot, status, isFlagged) };
  } else {
    requireSuppliable(known, by, now);
  }
  const next: PackStatus = {
    ...(status ?? { state: 'supplied', at: now, by: commitment }),
    ...(command.handedOver && { handedOverAt: now }),
  };
  const state = { ...ownState(known, command.digest, now), status: next };
  return { state, event: supplied(known.lot, next, isFlagged), guard: guardedByHolder(by) };
}

function supplied(
  { gtin, lot }: Pick<Pack, 'gtin' | 'lot'>,
  { at, handedOverAt }: PackStatus,
  isOther: boolean,
): PackSupplied {
  const handedOver = handedOverAt !== undefined;
  return { type: 'PackSupplied', version: 1, at: handedOverAt ?? at, gtin, lot, handedOver, isAtOtherSite: isOther };
}
