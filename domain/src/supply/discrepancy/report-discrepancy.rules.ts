/** Who has goods in hand says that they are not as sent: recorded always, flagged where the ledger knows otherwise. */
import { type Actor, canonicalJson, type Decision, type Instant, refuseUnless } from '../../ledger';
import { handsOf, type Holder, isSamePlace, type Lineage } from '../container';
import { isAt, isOfShipment, isOnItsWayTo, positionOf, type Shipment } from '../custody';
import type { PackSituation } from '../pack';
import type { DiscrepancyReported } from './discrepancy.events';
import type { Discrepancy, DiscrepancyFlag, ReportDiscrepancy } from './discrepancy.schema';

/** What the ledger holds about goods: a container with those that it lay in, or a pack. */
export type GoodsSituation =
  | { readonly what: 'container'; /** Undefined when it is not known. */ readonly lineage: Lineage | undefined }
  | { readonly what: 'pack'; readonly pack: Pick<PackSituation, 'isProductKnown' | 'lot' | 'part'> };

/** What the ledger holds about a discrepancy that is reported. */
export interface ReportingSituation {
  /** The discrepancy with this id, if there is one. */
  readonly discrepancy: Discrepancy | undefined;
  /** The shipment that is named, if one is. */
  readonly shipment: Shipment | undefined;
  readonly goods: GoodsSituation;
}

/**
 * Reports a discrepancy: of a shipment its receiver, at the named site; a surplus that came with none whoever has it. The
 * same again is a success, whatever became of it.
 *
 * @throws LedgerError SITE_MISSING, NOT_RECEIVER, DISCREPANCY_ALREADY_REPORTED
 */
export function reportDiscrepancy(
  { discrepancy, shipment, goods }: ReportingSituation,
  command: ReportDiscrepancy,
  by: Actor,
  now: Instant,
): Decision<Discrepancy, DiscrepancyReported> {
  const reporter = handsOf(by);
  if (discrepancy !== undefined) {
    const { discrepancy: id, kind, about, shipment: of } = discrepancy;
    const first = { discrepancy: id, kind, about, ...(of !== undefined && { shipment: of }) };
    const isSame = canonicalJson(first) === canonicalJson(command) && isSamePlace(discrepancy.reporter, reporter);
    refuseUnless(isSame, 'DISCREPANCY_ALREADY_REPORTED', 'the discrepancy id stands for another discrepancy');
    return { repeated: reported(discrepancy) };
  }
  const isParty = shipment === undefined || isSamePlace(reporter, shipment.to);
  refuseUnless(isParty, 'NOT_RECEIVER', 'the shipment is for another organisation or site');
  const counterparty = counterpartyOf(goods, shipment, reporter);
  const state: Discrepancy = {
    ...command,
    reporter,
    ...(counterparty !== undefined && { counterparty }),
    flags: flagsOf(goods, command, shipment, reporter),
    reportedAt: now,
    changedAt: now,
  };
  return { state, event: reported(state) };
}

function counterpartyOf(
  goods: GoodsSituation,
  shipment: Shipment | undefined,
  reporter: Holder,
): Discrepancy['counterparty'] {
  if (shipment !== undefined) return shipment.from;
  if (goods.what === 'pack') {
    const organisation = goods.pack.lot?.maker;
    return organisation === undefined || organisation === reporter.organisation ? undefined : { organisation };
  }
  const place = goods.lineage && positionOf(goods.lineage).place;
  return place === undefined || isSamePlace(place, reporter) ? undefined : place;
}

function flagsOf(
  goods: GoodsSituation,
  { kind }: ReportDiscrepancy,
  shipment: Shipment | undefined,
  reporter: Holder,
): DiscrepancyFlag[] {
  // Where a single pack is, only its packing page and its own key could tell, which this report does not wait for.
  if (goods.what === 'pack') return goods.pack.part === undefined ? ['not-known'] : [];
  const { lineage } = goods;
  if (lineage === undefined) return ['not-known'];
  const position = positionOf(lineage);
  const isGone = position.outermost.gone !== undefined;
  const isHere = isAt(position, reporter) || isOnItsWayTo(position, reporter);
  const flags: readonly (readonly [DiscrepancyFlag, boolean])[] =
    kind === 'surplus'
      ? [['expected-here', isHere]]
      : [
          ['not-in-shipment', shipment !== undefined && !isOfShipment(lineage, shipment)],
          ['elsewhere', !isHere && !isGone],
          ['received-before', kind === 'missing' && wasReceived(lineage, shipment)],
        ];
  return [...flags, ['gone', isGone] as const].flatMap(([flag, applies]) => (applies ? [flag] : []));
}

function wasReceived([{ lastShipment }]: Lineage, shipment: Shipment | undefined): boolean {
  return lastShipment !== undefined && lastShipment.id === shipment?.shipment && lastShipment.end === 'received';
}

function reported({ reportedAt, changedAt: _, resolved: __, ...discrepancy }: Discrepancy): DiscrepancyReported {
  return { type: 'DiscrepancyReported', version: 1, at: reportedAt, ...discrepancy };
}
