/** What stops a lot, and how an authority's list of stops changes. */
import type { LotNumber } from '../../gs1';
import { type Instant, refuseUnless } from '../../ledger';
import type { Recall } from './recall.schema';
import { MOST_STOPPED_LOTS, type Stop, type StopList } from './stop-list.schema';

/** Why packs of a lot are not to be supplied, and by which recall. */
export interface Stopped {
  readonly verdict: 'lot-locked' | 'recalled' | 'withdrawn';
  readonly recall: string;
}

/**
 * What stops a lot, by the lists of all authorities; undefined when nothing does. Either authority suffices. What is for
 * ever comes before a lock, the lot's own recall before the product's withdrawal.
 */
export function stopOf(lists: readonly StopList[], lot: LotNumber): Stopped | undefined {
  const stops = lists.flatMap((list) => list.stops).filter((stop) => covers(stop, lot));
  const verdicts = stops.map((stop): Stopped => ({ verdict: verdictOf(stop), recall: stop.recall }));
  const is = (wanted: Stopped['verdict']) => verdicts.find(({ verdict }) => verdict === wanted);
  return is('recalled') ?? is('withdrawn') ?? is('lot-locked');
}

/**
 * The list with a lock more.
 *
 * @throws LedgerError LOT_ALREADY_STOPPED, STOP_LIST_FULL
 */
export function withLock(list: StopList, { recall, kind, lots }: Recall, now: Instant): StopList {
  const stop: Stop = { recall, kind, isConfirmed: false, lots: lots.map(({ lot }) => lot) };
  refuseUnless(!isWithdrawing(list, stop), 'LOT_ALREADY_STOPPED', 'the organisation withdraws the product already');
  const twice = stop.lots.filter((lot) => list.stops.some((other) => other.lots.includes(lot)));
  refuseUnless(twice.length === 0, 'LOT_ALREADY_STOPPED', `the organisation stopped already: ${twice.join(' ')}`);
  const stops = [...list.stops, stop];
  const stopped = stops.reduce((sum, one) => sum + one.lots.length, 0);
  refuseUnless(
    stopped <= MOST_STOPPED_LOTS,
    'STOP_LIST_FULL',
    `more than ${MOST_STOPPED_LOTS} lots: withdraw the product`,
  );
  return { ...list, stops, changedAt: now };
}

/** The list on which this recall stands for ever. */
export function withConfirmed(list: StopList, recall: string, now: Instant): StopList {
  const stops = list.stops.map((stop) => (stop.recall === recall ? { ...stop, isConfirmed: true } : stop));
  return { ...list, stops, changedAt: now };
}

/** The list without this recall's lock. */
export function withoutLock(list: StopList, recall: string, now: Instant): StopList {
  return { ...list, stops: list.stops.filter((stop) => stop.recall !== recall), changedAt: now };
}

function covers({ kind, lots }: Stop, lot: LotNumber): boolean {
  return kind === 'withdrawal' || lots.includes(lot);
}

function isWithdrawing({ stops }: StopList, { kind }: Stop): boolean {
  return kind === 'withdrawal' && stops.some((other) => other.kind === 'withdrawal');
}

function verdictOf({ kind, isConfirmed }: Stop): Stopped['verdict'] {
  if (!isConfirmed) return 'lot-locked';
  return kind === 'recall' ? 'recalled' : 'withdrawn';
}
