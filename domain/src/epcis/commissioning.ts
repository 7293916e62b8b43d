/** Which packs a document commissions: one registration for each lot, and why an event does not. */
import type { CalendarDate } from '../gs1/calendar-date';
import type { Sgtin } from '../gs1/epc';
import type { Gtin } from '../gs1/gtin';
import type { LotNumber } from '../gs1/lot-number';
import type { Serial } from '../gs1/serial';
import { inOneGo, type Turns } from '../ledger/turns';
import { isCommissioning, masterDataOf, PACKS_A_TURN, packsOf, whatItIs } from './commissioning-event';
import type { EpcisEvent } from './event.schema';

/** The packs of one lot that a document commissions: what becomes one part on the ledger. */
export interface Commissioning {
  readonly gtin: Gtin;
  readonly lot: LotNumber;
  readonly expiry: CalendarDate;
  /** In the document's order, each once. */
  readonly serials: readonly Serial[];
  /** The positions of the events that name them, in order. */
  readonly eventIndexes: readonly number[];
}

/** Why the ledger cannot apply an event that is valid all the same. */
export interface NotApplied {
  readonly eventIndex: number;
  /** A sentence's end without values: `has no lot number in its ILMD`. */
  readonly reason: string;
}

/** What is to be done with a document's events. */
export interface CommissioningPlan {
  readonly commissionings: readonly Commissioning[];
  readonly notApplied: readonly NotApplied[];
}

/** Takes a document's events one by one, so that they need not all be in memory. */
export interface CommissioningCollector {
  /** Undefined when the event is applied, else the reason why not. An event is applied whole or not at all. */
  add(event: EpcisEvent, eventIndex: number): string | undefined;
  /** As `add`, with pauses: one event may name hundreds of thousands of packs. */
  addInTurns(event: EpcisEvent, eventIndex: number): Turns<string | undefined>;
  plan(): CommissioningPlan;
}

interface Lot {
  readonly gtin: Gtin;
  readonly lot: LotNumber;
  readonly expiry: CalendarDate;
  readonly serials: Serial[];
  readonly eventIndexes: number[];
}

/** What the events so far commission. */
interface Collected {
  /** By GTIN and lot number. */
  readonly lots: Map<string, Lot>;
  /** By GTIN: a serial is unique for its product, whatever the lot. */
  readonly serials: Map<Gtin, Set<Serial>>;
}

/** Collects commissionings over the events of one document. */
export function commissioningCollector(): CommissioningCollector {
  const collected: Collected = { lots: new Map(), serials: new Map() };
  const notApplied: NotApplied[] = [];
  function* addInTurns(event: EpcisEvent, eventIndex: number): Turns<string | undefined> {
    const reason = yield* take(collected, event, eventIndex);
    if (reason !== undefined) notApplied.push({ eventIndex, reason });
    return reason;
  }
  return {
    add: (event, eventIndex) => inOneGo(addInTurns(event, eventIndex)),
    addInTurns,
    plan: () => ({ commissionings: [...collected.lots.values()], notApplied }),
  };
}

/** The plan for events that are at hand already. */
export function planCommissionings(events: Iterable<EpcisEvent>): CommissioningPlan {
  const collector = commissioningCollector();
  let index = 0;
  for (const event of events) collector.add(event, index++);
  return collector.plan();
}

function* take(collected: Collected, event: EpcisEvent, eventIndex: number): Turns<string | undefined> {
  if (event.errorDeclaration !== undefined) return 'declares an earlier event wrong and commissions no packs';
  if (!isCommissioning(event)) return whatItIs(event);
  const master = masterDataOf(event);
  if (typeof master === 'string') return master;
  const packs = yield* packsOf(event);
  if (typeof packs === 'string') return packs;
  const contradiction = expiryContradiction(collected, packs, master) ?? (yield* reserve(collected, packs));
  if (contradiction !== undefined) return contradiction;
  for (const [gtin, serials] of byGtin(packs)) {
    const lot = lotOf(collected, { gtin, ...master });
    for (const serial of serials) lot.serials.push(serial);
    lot.eventIndexes.push(eventIndex);
  }
  return undefined;
}

function expiryContradiction(
  { lots }: Collected,
  packs: readonly Sgtin[],
  { lot, expiry }: Pick<Lot, 'lot' | 'expiry'>,
): string | undefined {
  const differs = Array.from(byGtin(packs).keys(), (gtin) => lots.get(keyOf(gtin, lot))).some(
    (known) => known !== undefined && known.expiry !== expiry,
  );
  return differs ? 'gives a lot another expiry date than an event before it' : undefined;
}

/** Takes the packs' serials, all or none, or says which pack is taken already. */
function* reserve(collected: Collected, packs: readonly Sgtin[]): Turns<string | undefined> {
  for (const [index, { gtin, serial }] of packs.entries()) {
    if (index % PACKS_A_TURN === PACKS_A_TURN - 1) yield;
    const serials = serialsOf(collected, gtin);
    if (!serials.has(serial)) {
      serials.add(serial);
      continue;
    }
    const before = packs.slice(0, index);
    for (const pack of before) serialsOf(collected, pack.gtin).delete(pack.serial);
    return before.some((pack) => pack.gtin === gtin && pack.serial === serial)
      ? `names the same pack twice, again at epcList[${index}]`
      : `names at epcList[${index}] a pack that an event before it commissions`;
  }
  return undefined;
}

function byGtin(packs: readonly Sgtin[]): ReadonlyMap<Gtin, readonly Serial[]> {
  const serials = new Map<Gtin, Serial[]>();
  for (const { gtin, serial } of packs) {
    const known = serials.get(gtin);
    if (known === undefined) serials.set(gtin, [serial]);
    else known.push(serial);
  }
  return serials;
}

function serialsOf({ serials }: Collected, gtin: Gtin): Set<Serial> {
  const known = serials.get(gtin) ?? new Set<Serial>();
  serials.set(gtin, known);
  return known;
}

function lotOf({ lots }: Collected, { gtin, lot, expiry }: Omit<Lot, 'serials' | 'eventIndexes'>): Lot {
  const key = keyOf(gtin, lot);
  const known = lots.get(key) ?? { gtin, lot, expiry, serials: [], eventIndexes: [] };
  lots.set(key, known);
  return known;
}

function keyOf(gtin: Gtin, lot: LotNumber): string {
  return `${gtin} ${lot}`;
}
