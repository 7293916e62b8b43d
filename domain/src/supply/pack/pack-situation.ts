/** What the ledger holds about a pack, and what that is to somebody who acts on it. */
import { isExpired } from '../../gs1';
import { type Actor, type Instant, refuseUnless } from '../../ledger';
import { type Custody, custodyFor, type Holder, handsOf, type PackStatus, type Whereabouts } from '../container';
import { lastDayOnEarth } from '../last-day-on-earth';
import type { Lot, LotPart } from '../lot.schema';
import type { StopList } from '../recall';
import type { Pack } from './pack.schema';

/** What the ledger holds about a pack. */
export interface PackSituation {
  readonly isProductKnown: boolean;
  readonly lot: Lot | undefined;
  /** The sealed part that holds the pack's digest, if one does; without it nothing else is known of the pack. */
  readonly part: LotPart | undefined;
  /** Its own key, once something happened to it alone. */
  readonly pack: Pack | undefined;
  readonly whereabouts: Whereabouts | undefined;
  /** What maker and regulators stopped of the product; only looked at when a part holds the pack. */
  readonly stopLists: readonly StopList[];
}

/** A pack that its maker registered. */
export interface KnownPack {
  readonly lot: Lot;
  readonly part: LotPart;
  readonly pack: Pack | undefined;
  readonly whereabouts: Whereabouts;
  readonly stopLists: readonly StopList[];
}

/**
 * The pack, when its maker registered it.
 *
 * @throws LedgerError PACK_NOT_FOUND
 */
export function requireKnown({ lot, part, pack, whereabouts, stopLists }: PackSituation): KnownPack {
  refuseUnless(
    lot !== undefined && part !== undefined && whereabouts !== undefined,
    'PACK_NOT_FOUND',
    'no sealed part of the lot holds the pack',
  );
  return { lot, part, pack, whereabouts, stopLists };
}

/** What became of the pack: alone, or with the innermost container that has a state. None: it is active. */
export function statusOf({ pack, whereabouts }: Pick<PackSituation, 'pack' | 'whereabouts'>): PackStatus | undefined {
  return pack?.status ?? whereabouts?.containers.find(({ status }) => status !== undefined)?.status;
}

/** What the pack's place is to somebody. */
export function custodyOf({ whereabouts }: KnownPack, by: Actor): Custody {
  return custodyFor(whereabouts, by.organisation);
}

/**
 * The place of somebody who acts on a pack that the own organisation has; at another of its sites is near enough.
 *
 * @throws LedgerError SITE_MISSING, NOT_HOLDER
 */
export function requireAtHand(known: KnownPack, by: Actor): Holder {
  const here = handsOf(by);
  const custody = custodyOf(known, by);
  refuseUnless(custody !== 'on-its-way-to-you', 'NOT_HOLDER', 'the pack is on its way: receive its shipment first');
  refuseUnless(custody === 'yours', 'NOT_HOLDER', 'the pack is not with the caller’s organisation');
  return here;
}

/** Whether the ledger has the pack at another site of the organisation than the caller's. */
export function isAtOtherSite({ whereabouts }: KnownPack, by: Actor): boolean {
  return whereabouts.site !== undefined && whereabouts.site !== by.site;
}

/** Whether the pack's expiry day is over everywhere. */
export function hasExpired({ lot }: Pick<KnownPack, 'lot'>, now: Instant): boolean {
  return isExpired(lot.expiry, lastDayOnEarth(now));
}

/** The pack's own state, its first one made from what is known of it. */
export function ownState({ lot, part, pack }: KnownPack, digest: string, now: Instant): Pack {
  if (pack !== undefined) return { ...pack, changedAt: now };
  return { gtin: lot.gtin, lot: lot.lot, digest, registration: part.registration, changedAt: now };
}
