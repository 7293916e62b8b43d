/** Where a container is: with the outermost of those that it lies in, one in the other. */
import { type Container, type Holder, isSamePlace } from '../container';
import type { Shipment } from './custody.schema';

/** A container, then the one that it was put into last, and so on. */
export type Lineage = readonly [Container, ...Container[]];

/** A container's whereabouts: it moves, leaves and is lost with the outermost closed container that it lies in. */
export interface Whereabouts {
  readonly outermost: Container;
  /** Who has that one; who had it last when it is gone. */
  readonly place: Holder;
  readonly isInside: boolean;
}

/** Where a container is now: what was opened left what lay in it where it was opened. */
export function whereaboutsOf([container, next, ...rest]: Lineage): Whereabouts {
  const parent = container.parent === undefined ? undefined : next;
  if (parent === undefined || parent.openedAt !== undefined)
    return { outermost: container, place: parent?.holder ?? container.holder, isInside: false };
  return { ...whereaboutsOf([parent, ...rest]), isInside: true };
}

/** Whether a container stands, or lies in one that stands, at a place, whether or not it was handed over there. */
export function isAt({ outermost, place }: Whereabouts, here: Holder): boolean {
  return outermost.gone === undefined && isSamePlace(place, here);
}

/** Whether a container is on its way to a place. */
export function isOnItsWayTo({ outermost }: Whereabouts, here: Holder): boolean {
  return outermost.shipment !== undefined && isSamePlace(outermost.shipment.to, here);
}

/** Whether a container was sent with a shipment: by itself, or in one that was. */
export function isOfShipment(lineage: Lineage, { shipment: id, containers }: Shipment): boolean {
  return lineage.some(
    ({ sscc, cameWith = [] }) => containers.includes(sscc) || cameWith.some(({ shipment }) => shipment === id),
  );
}
