/** What a resolution asks of custody, and what it does to it: a container passes on by its own commands, or is written off. */
import { type Instant, LedgerError, refuseUnless } from '../../ledger';
import { type Container, isSamePlace, type Lineage, standing } from '../container';
import { isAt, isOnItsWayTo, type Position, positionOf } from '../custody';
import type { Discrepancy, Resolution } from './discrepancy.schema';

/**
 * Holds a resolution to where the container is. Of a single pack the party's word is taken.
 *
 * @param lineage undefined for a pack, and for a container that the ledger does not know
 * @returns the container when it is written off now
 * @throws LedgerError DISCREPANCY_NOT_SETTLED, CONTAINER_INSIDE, CONTAINER_OPENED
 */
export function settle(
  resolution: Resolution,
  discrepancy: Discrepancy,
  lineage: Lineage | undefined,
  now: Instant,
): Container | undefined {
  const position = lineage && positionOf(lineage);
  switch (resolution) {
    case 'received':
    case 'accepted':
      requireWithReporter(discrepancy, position);
      return undefined;
    case 'returned':
      if (position !== undefined) requireAwayFromReporter(discrepancy, position);
      return undefined;
    default:
      return lineage && writeOff(resolution, discrepancy, lineage, now);
  }
}

/** It is held, was taken over by who reported, and is not back with the other party. */
function requireWithReporter({ about, reporter, counterparty }: Discrepancy, position: Position | undefined): void {
  if (!('sscc' in about)) return;
  if (position === undefined) throw notSettled('the ledger does not know the container');
  const { outermost, place } = position;
  const isWithOther = place.organisation === counterparty?.organisation && place.site === counterparty.site;
  const isTaken = outermost.gone === undefined && !isOnItsWayTo(position, reporter) && !isWithOther;
  if (!isTaken) throw notSettled('the container is still on its way, with the other party, or gone');
}

function requireAwayFromReporter({ reporter }: Discrepancy, position: Position): void {
  const isAway = !isSamePlace(position.place, reporter) && !isOnItsWayTo(position, reporter);
  if (!isAway) throw notSettled('the container is still with who reported, or on its way there');
}

/**
 * From now on nobody holds it. Who reported destroys what it holds; what is lost may also be on its way there.
 *
 * @returns undefined when it was written off before
 */
function writeOff(
  how: 'lost' | 'destroyed',
  { discrepancy, reporter }: Discrepancy,
  lineage: Lineage,
  now: Instant,
): Container | undefined {
  const position = positionOf(lineage);
  const { outermost, place, isInside } = position;
  if (outermost.gone?.how === how) return undefined;
  const isThere = isAt(position, reporter) && outermost.shipment === undefined;
  const isLostOnItsWay = how === 'lost' && isOnItsWayTo(position, reporter);
  if (!isThere && !isLostOnItsWay)
    throw notSettled('the container is not with who reported, and was not on its way there');
  refuseUnless(!isInside, 'CONTAINER_INSIDE', `${lineage[0].sscc} is inside another container`);
  refuseUnless(outermost.openedAt === undefined, 'CONTAINER_OPENED', `${outermost.sscc} was opened`);
  const { shipment, ...container } = standing({ container: outermost, parent: lineage[1] }, place);
  return {
    ...container,
    ...(shipment !== undefined && { lastShipment: { id: shipment.id, end: 'lost', at: now } }),
    gone: { how, discrepancy, at: now },
    changedAt: now,
  };
}

function notSettled(why: string): LedgerError {
  return new LedgerError('DISCREPANCY_NOT_SETTLED', why);
}
