/** Judging a pack: which pages to read, and what follows from what they hold. */
import { type CalendarDate, calendarDateSchema, isExpired } from '../gs1';
import type { Actor, Instant } from '../ledger';
import { custodyFor, type InactiveState, type Whereabouts } from './container';
import { lastDayOnEarth } from './last-day-on-earth';
import type { Lot, LotPart } from './lot.schema';
import { type PackSituation, statusOf } from './pack';
import { stopOf, type Stopped } from './recall';
import type { LedgerVerdict, VerifyPack } from './verdict.schema';

/** The sealed parts in the order to look: the hinted one first. Only a miss in all of them is *unknown serial*. */
export function partsToSearch(lot: Lot, hint: string | undefined): readonly LotPart[] {
  const parts = lot.parts.filter((part) => part.isSealed);
  return [...parts.filter(isHinted), ...parts.filter((part) => !isHinted(part))];

  function isHinted(part: LotPart): boolean {
    return part.registration === hint;
  }
}

/**
 * The ledger's verdict. What is worse comes first: a pack that nobody registered is that, whatever its expiry says. Who
 * supplied a pack the ledger does not know: *elsewhere* is everybody's word but the supplier's own gateway's.
 *
 * *Expired* here means expired in every time zone on earth: time zone data differ between machines, so that endorsers
 * must not use them, and a safe answer in one zone is a false one in another. The gateway that asks narrows an
 * *authentic* to its own site's day with `narrowToSite`; for up to 26 hours only that tells.
 */
export function verifyPack(situation: PackSituation, asked: VerifyPack, by: Actor, now: Instant): LedgerVerdict {
  const { isProductKnown, lot, part, whereabouts } = situation;
  const about = { gtin: asked.gtin, lot: asked.lot, at: now };
  if (lot === undefined || lot.parts.length === 0) {
    return { verdict: isProductKnown ? 'lot-not-known' : 'product-not-in-network', ...about };
  }
  const known = { ...about, expiry: lot.expiry, maker: lot.maker };
  if (part === undefined || whereabouts === undefined) {
    const isWhole = lot.parts.every((one) => one.isSealed);
    return { verdict: isWhole ? 'unknown-serial' : 'still-being-registered', ...known };
  }
  return {
    ...known,
    part: part.registration,
    ...judge({ ...situation, lot, whereabouts }, asked, now),
    ...placeTold(whereabouts, by),
  };
}

/** What is told of a pack that its maker registered, but for its place. */
function judge(
  situation: PackSituation & { readonly lot: Lot; readonly whereabouts: Whereabouts },
  { expiry: printed }: VerifyPack,
  now: Instant,
): Pick<LedgerVerdict, 'verdict' | 'since' | 'by' | 'left' | 'recall'> {
  const { lot, whereabouts, pack, stopLists } = situation;
  const status = statusOf(situation);
  const stopped = stopOf(stopLists, lot.lot);
  const state = status?.state ?? (whereabouts.gone === 'destroyed' ? 'destroyed' : undefined);
  const verdict = verdictOfPack({ expiry: lot.expiry, printed, stopped, state }, now);
  return {
    verdict,
    ...(status && { since: calendarDateSchema.parse(status.at.slice(0, 10)), by: status.by }),
    ...(pack?.opened && { left: pack.opened.left }),
    ...(stopped?.verdict === verdict && { recall: stopped.recall }),
  };
}

/** Members see each other's containers on the ledger anyway; whose they are is told to who has them. */
function placeTold(whereabouts: Whereabouts, { organisation }: Actor): Partial<LedgerVerdict> {
  const custody = custodyFor(whereabouts, organisation);
  const [container] = whereabouts.containers;
  return {
    custody,
    ...(container && { container: container.sscc }),
    ...(custody === 'yours' && whereabouts.site && { site: whereabouts.site }),
  };
}

/** What is known of a pack that its maker registered. */
interface Known {
  readonly expiry: CalendarDate;
  readonly printed: CalendarDate | undefined;
  readonly stopped: Stopped | undefined;
  /** What became of it: by itself, or with the container that it is in. */
  readonly state: InactiveState | undefined;
}

/** A recall comes first: whatever became of the pack, it goes back. */
function verdictOfPack({ expiry, printed, stopped, state }: Known, now: Instant): LedgerVerdict['verdict'] {
  if (printed !== undefined && printed !== expiry) return 'wrong-expiry';
  if (stopped !== undefined) return stopped.verdict;
  if (state !== undefined) return state === 'supplied' ? 'already-supplied-elsewhere' : state;
  return isExpired(expiry, lastDayOnEarth(now)) ? 'expired' : 'authentic';
}
