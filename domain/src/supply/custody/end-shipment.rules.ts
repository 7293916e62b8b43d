/** A shipment ends for a container: received by who was named, or taken back by who sent it. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import { type Container, handsOf, type Holder } from '../container';
import type { ContainersReceived, ShipmentVoided } from './custody.events';
import type { EndShipment, Shipment } from './custody.schema';

/** What the ledger holds about containers whose shipment is to end. */
export interface EndingSituation {
  readonly shipment: Shipment;
  readonly containers: readonly Container[];
}

/**
 * The named receiver takes containers over, at the named site. The same again is a success until anything else happens to
 * them.
 *
 * @throws LedgerError SITE_MISSING, NOT_RECEIVER, CONTAINER_NOT_IN_SHIPMENT
 */
export function receiveContainers(
  { shipment, containers }: EndingSituation,
  command: EndShipment,
  by: Actor,
  now: Instant,
): Decision<readonly Container[], ContainersReceived> {
  const { to } = shipment;
  refuseUnless(isSame(handsOf(by), to), 'NOT_RECEIVER', 'the shipment is for another organisation or site');
  const event = (at: Instant): ContainersReceived => ({
    ...{ type: 'ContainersReceived', version: 1, at },
    ...partOf(shipment, command),
  });
  const endedAt = allEnded(containers, shipment, 'received');
  if (endedAt !== undefined) return { repeated: event(endedAt) };
  return { state: containers.map((one) => ended(one, shipment, 'received', to, now)), event: event(now) };
}

/**
 * The sender takes containers back that were not received. The same again is a success until anything else happens to
 * them.
 *
 * @throws LedgerError SITE_MISSING, NOT_HOLDER, CONTAINER_NOT_IN_SHIPMENT
 */
export function voidShipment(
  { shipment, containers }: EndingSituation,
  command: EndShipment,
  by: Actor,
  now: Instant,
): Decision<readonly Container[], ShipmentVoided> {
  const { from } = shipment;
  refuseUnless(isSame(handsOf(by), from), 'NOT_HOLDER', 'the shipment is another organisation’s or site’s');
  const event = (at: Instant): ShipmentVoided => ({
    ...{ type: 'ShipmentVoided', version: 1, at },
    ...partOf(shipment, command),
  });
  const endedAt = allEnded(containers, shipment, 'voided');
  if (endedAt !== undefined) return { repeated: event(endedAt) };
  return { state: containers.map((one) => ended(one, shipment, 'voided', from, now)), event: event(now) };
}

type End = NonNullable<Container['lastShipment']>['end'];

function ended(container: Container, { shipment: id }: Shipment, end: End, holder: Holder, now: Instant): Container {
  const { shipment, ...rest } = container;
  refuseUnless(shipment?.id === id, 'CONTAINER_NOT_IN_SHIPMENT', `${container.sscc} is not on its way with it`);
  return { ...rest, holder, lastShipment: { id, end, at: now }, changedAt: now };
}

/** When the shipment ended so for all of them, if nothing happened to any since. */
function allEnded(containers: readonly Container[], { shipment }: Shipment, end: End): Instant | undefined {
  const isEnded = ({ lastShipment, changedAt }: Container): boolean =>
    lastShipment?.id === shipment && lastShipment.end === end && lastShipment.at === changedAt;
  return containers.every(isEnded) ? containers[0]?.changedAt : undefined;
}

function partOf({ from, to }: Shipment, { shipment, containers }: EndShipment) {
  return { shipment, from, to, containers };
}

function isSame(one: Holder, other: Holder): boolean {
  return one.organisation === other.organisation && one.site === other.site;
}
