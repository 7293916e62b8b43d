/** A pack leaves the saleable stock without being supplied. */
import { type Actor, type Decision, type Digest, type Instant, refuseUnless } from '../../ledger';
import { handsOf, type InactiveState, type PackStatus } from '../container';
import { type ActorOpening, commitActor } from './actor-commitment';
import { guardedByHolder } from './pack-guard';
import { type KnownPack, ownState, type PackSituation, requireAtHand, requireKnown, statusOf } from './pack-situation';
import type { PackDecommissioned } from './pack.events';
import type { DecommissionPack, Pack } from './pack.schema';
import { requireActive } from './suppliable';

/** From a state that is not active only on towards the end: what was locked, or stolen and found, is destroyed. */
const ONWARDS: Readonly<Partial<Record<InactiveState, readonly InactiveState[]>>> = {
  locked: ['stolen', 'destroyed'],
  stolen: ['destroyed'],
};

/**
 * Decommissions a pack. The same again by the same person with the same salt is a success.
 *
 * @throws LedgerError PACK_NOT_FOUND, SITE_MISSING, PACK_ALREADY_SUPPLIED, PACK_NOT_ACTIVE, NOT_HOLDER
 */
export function decommissionPack(
  digest: Digest,
  situation: PackSituation,
  command: DecommissionPack,
  opening: ActorOpening,
  by: Actor,
  now: Instant,
): Decision<Pack, PackDecommissioned> {
  const known = requireKnown(situation);
  const commitment = commitActor(digest, opening, by);
  const status = statusOf(known);
  if (status?.state === command.state && status.by === commitment)
    return { repeated: decommissioned(known.lot, status) };
  requireTransition(status, command.state);
  requireNear(known, command.state, by);
  const next: PackStatus = { state: command.state, at: now, by: commitment };
  return {
    state: { ...ownState(known, command.digest, now), status: next },
    event: decommissioned(known.lot, next),
    guard: guardedByHolder(by),
  };
}

/** @throws LedgerError PACK_ALREADY_SUPPLIED, PACK_NOT_ACTIVE */
export function requireTransition(from: PackStatus | undefined, to: InactiveState): void {
  if (from !== undefined && ONWARDS[from.state]?.includes(to) === true) return;
  requireActive(from);
}

/** What is on its way may be stolen from who sends it and from who waits for it. */
function requireNear(known: KnownPack, state: InactiveState, by: Actor): void {
  const { organisation, to } = known.whereabouts;
  if (to === undefined || state !== 'stolen') {
    requireAtHand(known, by);
    return;
  }
  const here = handsOf(by);
  const isParty = [organisation, to.organisation].includes(here.organisation);
  refuseUnless(isParty, 'NOT_HOLDER', 'the pack is on its way between other organisations');
}

function decommissioned({ gtin, lot }: Pick<Pack, 'gtin' | 'lot'>, { state, at }: PackStatus): PackDecommissioned {
  return { type: 'PackDecommissioned', version: 1, at, gtin, lot, state };
}
