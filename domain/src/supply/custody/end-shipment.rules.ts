/** A shipment ends for a container: received by who was named, or taken back by who sent it. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import { cameWith, type Container, handsOf, type Holder, isSamePlace } from '../container';
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
  refuseUnless(isSamePlace(handsOf(by), to), 'NOT_RECEIVER', 'the shipment is for another organisation or site');
  const about = partOf(shipment, command);
  return ended({ shipment, containers }, 'received', to, now, (at) => ({
    type: 'ContainersReceived',
    version: 1,
    at,
    ...about,
  }));
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
  refuseUnless(isSamePlace(handsOf(by), from), 'NOT_HOLDER', 'the shipment is another organisation’s or site’s');
  const about = partOf(shipment, command);
  return ended({ shipment, containers }, 'voided', from, now, (at) => ({
    type: 'ShipmentVoided',
    version: 1,
    at,
    ...about,
  }));
}

type End = NonNullable<Container['lastShipment']>['end'];

/** The containers are with their holder from now on; what tells it, of now or of the first time. */
function ended<Event>(
  { shipment: { shipment: id }, containers }: EndingSituation,
  end: End,
  holder: Holder,
  now: Instant,
  event: (at: Instant) => Event,
): Decision<readonly Container[], Event> {
  const endedAt = allEnded(containers, id, end);
  if (endedAt !== undefined) return { repeated: event(endedAt) };
  const state = containers.map(({ shipment, ...container }): Container => {
    refuseUnless(shipment?.id === id, 'CONTAINER_NOT_IN_SHIPMENT', `${container.sscc} is not on its way with it`);
    const state = { ...container, holder, lastShipment: { id, end, at: now }, changedAt: now };
    return end === 'voided' ? state : cameWith(state, [...(state.cameWith ?? []), { shipment: id, at: now }]);
  });
  return { state, event: event(now) };
}

/** When the shipment ended so for all of them, if nothing happened to any since. */
function allEnded(containers: readonly Container[], id: string, end: End): Instant | undefined {
  const isEnded = ({ lastShipment, changedAt }: Container): boolean =>
    lastShipment?.id === id && lastShipment.end === end && lastShipment.at === changedAt;
  return containers.every(isEnded) ? containers[0]?.changedAt : undefined;
}

function partOf({ from, to }: Shipment, { shipment, containers }: EndShipment) {
  return { shipment, from, to, containers };
}
