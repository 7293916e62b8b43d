/** Where a container is, as far as custody goes: with the outermost of those that it lies in. */
import { type Container, type Holder, isSamePlace, type Lineage, walkUp } from '../container';
import type { Shipment } from './custody.schema';

/** A container's position: it moves, leaves and is lost with the outermost closed container that it lies in. */
export interface Position {
  readonly outermost: Container;
  /** Who has that one; who had it last when it is gone. */
  readonly place: Holder;
  readonly isInside: boolean;
}

/** Where a container is now. */
export function positionOf(lineage: Lineage): Position {
  const { containers, place } = walkUp(lineage);
  return { outermost: containers.at(-1) ?? lineage[0], place, isInside: containers.length > 1 };
}

/** Whether a container stands, or lies in one that stands, at a place, whether or not it was handed over there. */
export function isAt({ outermost, place }: Position, here: Holder): boolean {
  return outermost.gone === undefined && isSamePlace(place, here);
}

/** Whether a container is on its way to a place. */
export function isOnItsWayTo({ outermost }: Position, here: Holder): boolean {
  return outermost.shipment !== undefined && isSamePlace(outermost.shipment.to, here);
}

/** Whether a container was sent with a shipment: by itself, or in one that was. */
export function isOfShipment(lineage: Lineage, { shipment: id, containers }: Shipment): boolean {
  return lineage.some(
    ({ sscc, cameWith = [] }) => containers.includes(sscc) || cameWith.some(({ shipment }) => shipment === id),
  );
}
