/** Whether a pack may be supplied, and why not. */
import { type Actor, type Instant, LedgerError, refuseUnless } from '../../ledger';
import type { PackStatus } from '../container';
import { stopOf, type Stopped } from '../recall';
import { hasExpired, type KnownPack, requireAtHand, statusOf } from './pack-situation';

const STOPPED: Readonly<Record<Stopped['verdict'], string>> = {
  'lot-locked': 'locked until a recall is decided',
  recalled: 'recalled',
  withdrawn: 'withdrawn with its product',
};

/**
 * A pack that may be supplied by somebody. Who does not have it is told that, whatever became of it.
 *
 * @throws LedgerError SITE_MISSING, NOT_HOLDER, PACK_ALREADY_SUPPLIED, PACK_NOT_ACTIVE, PACK_EXPIRED, LOT_STOPPED
 */
export function requireSuppliable(known: KnownPack, by: Actor, now: Instant): void {
  requireAtHand(known, by);
  requireActive(statusOf(known));
  requireGood(known, now);
}

/** What no site may supply, wherever the pack is. @throws LedgerError PACK_EXPIRED, LOT_STOPPED */
export function requireGood(known: KnownPack, now: Instant): void {
  refuseUnless(!hasExpired(known, now), 'PACK_EXPIRED', 'its expiry day is over');
  requireNotStopped(known);
}

/** @throws LedgerError LOT_STOPPED */
export function requireNotStopped({ lot, stopLists }: Pick<KnownPack, 'lot' | 'stopLists'>): void {
  const stopped = stopOf(stopLists, lot.lot);
  refuseUnless(stopped === undefined, 'LOT_STOPPED', `the pack’s lot is ${STOPPED[stopped?.verdict ?? 'recalled']}`);
}

/** @throws LedgerError PACK_ALREADY_SUPPLIED with the day, PACK_NOT_ACTIVE with the state */
export function requireActive(status: PackStatus | undefined): void {
  if (status === undefined) return;
  const day = status.at.slice(0, 10);
  if (status.state === 'supplied') throw new LedgerError('PACK_ALREADY_SUPPLIED', `the pack was supplied on ${day}`);
  throw new LedgerError('PACK_NOT_ACTIVE', `the pack is ${status.state} since ${day}`);
}
