/** Where a container is: with its holder when it stands by itself, else inside another. */
import type { Sscc } from '../../gs1';
import { type Actor, refuseUnless } from '../../ledger';
import { type Container, type Holder, MOST_SHIPMENTS_A_CONTAINER } from './container.schema';

/** A container, and the one that it was put into last, if ever. */
export interface PlacedContainer {
  readonly container: Container;
  readonly parent: Container | undefined;
}

/** A container that somebody acts on. */
export interface ContainerSituation extends PlacedContainer {
  /** Whether every packing that fills it is closed. */
  readonly isFilled: boolean;
}

/** Where a container stands by itself; undefined while it is inside another. An opened parent left it where it was opened. */
export function placeOf({ container, parent }: PlacedContainer): Holder | undefined {
  if (container.parent === undefined || parent === undefined) return container.holder;
  return parent.openedAt === undefined ? undefined : parent.holder;
}

/** Whether two places are one: a site of an organisation. */
export function isSamePlace(one: Holder, other: Holder): boolean {
  return one.organisation === other.organisation && one.site === other.site;
}

/**
 * The place where a caller touches containers.
 *
 * @throws LedgerError SITE_MISSING
 */
export function handsOf({ organisation, site }: Actor): Holder {
  refuseUnless(site !== undefined, 'SITE_MISSING', 'containers are touched at a site');
  return { organisation, site };
}

/**
 * A container that stands closed, by itself, at a place, with packs that are for sale.
 *
 * @throws LedgerError CONTAINER_INSIDE, NOT_HOLDER, CONTAINER_OPENED, CONTAINER_IN_TRANSIT, CONTAINER_GONE,
 * CONTAINER_NOT_ACTIVE
 */
export function requireStandingAt(placed: PlacedContainer, holder: Holder): Container {
  const container = requireClosedAt(placed, holder);
  const { sscc, status } = container;
  refuseUnless(status === undefined, 'CONTAINER_NOT_ACTIVE', `${sscc} is ${status?.state ?? ''}`);
  return container;
}

/**
 * As {@link requireStandingAt}, whatever became of the packs.
 *
 * @throws LedgerError CONTAINER_INSIDE, NOT_HOLDER, CONTAINER_OPENED, CONTAINER_IN_TRANSIT, CONTAINER_GONE
 */
export function requireClosedAt(placed: PlacedContainer, holder: Holder): Container {
  const { sscc, openedAt, shipment, gone } = placed.container;
  const place = placeOf(placed);
  refuseUnless(place !== undefined, 'CONTAINER_INSIDE', `${sscc} is inside another container`);
  refuseUnless(place.organisation === holder.organisation, 'NOT_HOLDER', `${sscc} is with another organisation`);
  refuseUnless(place.site === holder.site, 'NOT_HOLDER', `${sscc} is at another site`);
  refuseUnless(gone === undefined, 'CONTAINER_GONE', `${sscc} left, was lost or destroyed`);
  refuseUnless(openedAt === undefined, 'CONTAINER_OPENED', `${sscc} was opened`);
  refuseUnless(shipment === undefined, 'CONTAINER_IN_TRANSIT', `${sscc} is on its way`);
  return standing(placed, holder);
}

/**
 * Nobody moves, opens or empties a container that a packing fills, nor says what became of all in it, before that is closed:
 * it may yet be abandoned, and then its packs were never in it.
 *
 * @throws LedgerError CONTAINER_NOT_FILLED
 */
export function requireFilled({ container, isFilled }: ContainerSituation): void {
  refuseUnless(isFilled, 'CONTAINER_NOT_FILLED', `${container.sscc} is still being packed`);
}

/** A container as it stands by itself from now on; it takes along what it came with inside the one that it was in. */
export function standing(placed: PlacedContainer, holder: Holder): Container {
  const { parent: _, packedAt: __, ...rest } = placed.container;
  return cameWith({ ...rest, holder }, shipmentsOf(placed));
}

/** The shipments that a container was received with, by itself or in the one that it was put into last. */
export function shipmentsOf({ container, parent }: PlacedContainer): NonNullable<Container['cameWith']> {
  const { cameWith: own = [], packedAt } = container;
  if (packedAt === undefined || parent?.cameWith === undefined) return own;
  return [...own, ...parent.cameWith.filter(({ at }) => at >= packedAt)];
}

/** A container that came with these shipments. */
export function cameWith(container: Container, shipments: NonNullable<Container['cameWith']>): Container {
  return shipments.length === 0 ? container : { ...container, cameWith: shipments.slice(-MOST_SHIPMENTS_A_CONTAINER) };
}

/** Whether a container is in this one, and was not taken out or set free by its opening. */
export function isInside({ container, parent }: PlacedContainer, sscc: Sscc): boolean {
  return container.parent === sscc && parent?.openedAt === undefined;
}
