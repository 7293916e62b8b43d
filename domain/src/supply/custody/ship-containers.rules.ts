/** A holder hands containers over to a receiver. */
import { type Actor, canonicalJson, type Decision, type Instant, invalidInput, refuseUnless } from '../../ledger';
import {
  type ContainerSituation,
  type Container,
  handsOf,
  type Holder,
  isSamePlace,
  requireFilled,
  requireStandingAt,
  shipmentsOf,
} from '../container';
import type { ContainersShipped } from './custody.events';
import type { ShipContainers, Shipment } from './custody.schema';

/** What the ledger holds about containers that are to be shipped. */
export interface ShippingSituation {
  /** The shipment with this id, if there is one. */
  readonly shipment: Shipment | undefined;
  /** Whether the receiver is a member of the channel, and has a site there. */
  readonly isReceiverKnown: boolean;
  readonly containers: readonly ContainerSituation[];
  /** The shipment of which they go back; undefined when they do not. */
  readonly returned: Shipment | undefined;
}

/** What shipping writes. */
export interface ShippedContainers {
  readonly shipment: Shipment;
  readonly containers: readonly Container[];
}

/**
 * Ships containers. The same again is a success, whatever became of them.
 *
 * @throws LedgerError SHIPMENT_ALREADY_SENT, INVALID_INPUT naming the receiver, SITE_MISSING, CONTAINER_INSIDE, NOT_HOLDER,
 * CONTAINER_OPENED, CONTAINER_IN_TRANSIT, CONTAINER_GONE, CONTAINER_NOT_FILLED, NOT_A_RETURN
 */
export function shipContainers(
  { shipment, isReceiverKnown, containers, returned }: ShippingSituation,
  command: ShipContainers,
  by: Actor,
  now: Instant,
): Decision<ShippedContainers, ContainersShipped> {
  const from = handsOf(by);
  const sent: Shipment = { ...command, from, changedAt: now };
  if (shipment !== undefined) {
    const isSame = canonicalJson({ ...shipment, changedAt: now }) === canonicalJson(sent);
    refuseUnless(isSame, 'SHIPMENT_ALREADY_SENT', 'the shipment id stands for another shipment');
    return { repeated: shipped(shipment) };
  }
  const { to } = command;
  if (!isReceiverKnown)
    throw invalidInput([{ field: 'to', rule: 'must be a member of this channel and a site of it' }]);
  if (isSamePlace(to, from))
    throw invalidInput([{ field: 'to', rule: 'must be another place than where the containers are' }]);
  if (returned !== undefined) requireReturn(returned, containers, from, to);
  const onTheirWay = containers.map((one): Container => {
    const container = requireStandingAt(one, from);
    requireFilled(one);
    return { ...container, shipment: { id: command.shipment, to }, changedAt: now };
  });
  return { state: { shipment: sent, containers: onTheirWay }, event: shipped(sent) };
}

/** What goes back is with the organisation that received it, and goes to the one that sent it. */
function requireReturn(returned: Shipment, containers: readonly ContainerSituation[], from: Holder, to: Holder): void {
  const isBetweenThem =
    returned.to.organisation === from.organisation && returned.from.organisation === to.organisation;
  refuseUnless(isBetweenThem, 'NOT_A_RETURN', 'a return goes from the receiver’s organisation to the sender’s');
  for (const one of containers) {
    const isOfIt = shipmentsOf(one).some(({ shipment }) => shipment === returned.shipment);
    refuseUnless(isOfIt, 'NOT_A_RETURN', `${one.container.sscc} was not received with the shipment`);
  }
}

function shipped({ changedAt, ...shipment }: Shipment): ContainersShipped {
  return { type: 'ContainersShipped', version: 1, at: changedAt, ...shipment };
}
