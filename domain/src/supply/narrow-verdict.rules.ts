/** What a verdict of the ledger is at a site: the ledger knows no time zones, and not whose site a commitment hides. */
import type { MemberKind } from '../consortium';
import { type CalendarDate, isExpired } from '../gs1';
import type { Custody } from './container';
import type { VerdictCode } from './verdict.schema';

/** What narrowing looks at: the ledger's verdict, or a gateway's judgement that builds on it. */
export interface Judged {
  readonly verdict: VerdictCode;
  readonly expiry?: CalendarDate;
  readonly custody?: Custody;
  readonly left?: number;
}

/** Who supplies or passes on only what the ledger has with them. Makers and regulators ask whether a pack is genuine. */
const HOLDING_KINDS: readonly MemberKind[] = ['distributor', 'pharmacy', 'hospital'];

/** A pack that the asking site itself supplied: what is left of an opened one may still be drawn on. */
export function narrowToHere<V extends Judged>(judged: V, isDoneHere: boolean): Narrowed<V> {
  if (!isDoneHere || judged.verdict !== 'already-supplied-elsewhere') return judged;
  const hasLeft = judged.left !== undefined && judged.left > 0;
  return { ...judged, verdict: hasLeft ? 'opened-here' : 'already-supplied-here' };
}

/** The verdict at a site where it is `today`: a pack that may be supplied may have expired there already. */
export function narrowToSite<V extends Judged>(judged: V, today: CalendarDate): Narrowed<V> {
  const hasExpired = judged.expiry !== undefined && isExpired(judged.expiry, today);
  const maySupply = judged.verdict === 'authentic' || judged.verdict === 'opened-here';
  return maySupply && hasExpired ? { ...judged, verdict: 'expired' } : judged;
}

/** A genuine pack that the asking organisation does not have. */
export function narrowToCustody<V extends Judged>(judged: V, kind: MemberKind): Narrowed<V> {
  const { verdict, custody } = judged;
  if (verdict !== 'authentic' || custody === undefined || !HOLDING_KINDS.includes(kind)) return judged;
  if (custody === 'yours') return judged;
  return { ...judged, verdict: custody === 'on-its-way-to-you' ? 'on-its-way-to-you' : 'not-in-your-custody' };
}

/** The same with another verdict, or as it was. */
export type Narrowed<V extends Judged> = Omit<V, 'verdict'> & { readonly verdict: VerdictCode };
