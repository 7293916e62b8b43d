/** Judging a pack: which pages to read, and what follows from what they hold. */
import { type CalendarDate, calendarDateSchema, isExpired } from '../gs1';
import { type Instant, instantOf } from '../ledger';
import type { Lot, LotPart } from './lot.schema';
import { stopOf, type StopList, type Stopped } from './recall';
import type { LedgerVerdict, VerdictCode, VerifyPack } from './verdict.schema';

/** No place on earth is further behind UTC than this. */
const LAST_ZONE_MS = 12 * 60 * 60 * 1_000;

/** What the ledger holds about a pack. */
export interface PackSituation {
  readonly isProductKnown: boolean;
  readonly lot: Lot | undefined;
  /** The sealed part that holds the pack's digest, if one does. */
  readonly part: LotPart | undefined;
  /** What maker and regulators stopped of the product; only looked at when a part holds the pack. */
  readonly stopLists: readonly StopList[];
}

/** The sealed parts in the order to look: the hinted one first. Only a miss in all of them is *unknown serial*. */
export function partsToSearch(lot: Lot, hint: string | undefined): readonly LotPart[] {
  const parts = lot.parts.filter((part) => part.isSealed);
  return [...parts.filter(isHinted), ...parts.filter((part) => !isHinted(part))];

  function isHinted(part: LotPart): boolean {
    return part.registration === hint;
  }
}

/**
 * The ledger's verdict. What is worse comes first: a pack that nobody registered is that, whatever its expiry says.
 *
 * *Expired* here means expired in every time zone on earth: time zone data differ between machines, so that endorsers
 * must not use them, and a safe answer in one zone is a false one in another. The gateway that asks narrows an
 * *authentic* to its own site's day with `narrowToSite`; for up to 26 hours only that tells.
 */
export function verifyPack(
  { isProductKnown, lot, part, stopLists }: PackSituation,
  asked: VerifyPack,
  now: Instant,
): LedgerVerdict {
  const about = { gtin: asked.gtin, lot: asked.lot, at: now };
  if (lot === undefined || lot.parts.length === 0) {
    return { verdict: isProductKnown ? 'lot-not-known' : 'product-not-in-network', ...about };
  }
  const known = { ...about, expiry: lot.expiry, maker: lot.maker };
  if (part === undefined) {
    const isWhole = lot.parts.every((one) => one.isSealed);
    return { verdict: isWhole ? 'unknown-serial' : 'still-being-registered', ...known };
  }
  const stopped = stopOf(stopLists, lot.lot);
  const verdict = verdictOfPack(lot.expiry, asked.expiry, stopped, now);
  const judged = { verdict, ...known, part: part.registration };
  return stopped?.verdict === verdict ? { ...judged, recall: stopped.recall } : judged;
}

/** What narrowing looks at: the ledger's verdict, or a gateway's judgement that builds on it. */
export interface Judged {
  readonly verdict: VerdictCode;
  readonly expiry?: CalendarDate;
}

/** The verdict as it is at a site where it is `today`: an *authentic* pack may have expired there already. */
export function narrowToSite<V extends Judged>(judged: V, today: CalendarDate): V | (V & { verdict: 'expired' }) {
  const hasExpired = judged.expiry !== undefined && isExpired(judged.expiry, today);
  return judged.verdict === 'authentic' && hasExpired ? { ...judged, verdict: 'expired' as const } : judged;
}

function verdictOfPack(
  expiry: CalendarDate,
  printed: CalendarDate | undefined,
  stopped: Stopped | undefined,
  now: Instant,
): LedgerVerdict['verdict'] {
  if (printed !== undefined && printed !== expiry) return 'wrong-expiry';
  if (stopped !== undefined) return stopped.verdict;
  return isExpired(expiry, lastDayOnEarth(now)) ? 'expired' : 'authentic';
}

/** The day that it still is somewhere. */
function lastDayOnEarth(now: Instant): CalendarDate {
  return calendarDateSchema.parse(instantOf(Date.parse(now) - LAST_ZONE_MS).slice(0, 10));
}
