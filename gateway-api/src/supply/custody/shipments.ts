/** Sends, receives and voids shipments: what the caller leaves out is drawn once, or read off the ledger. */
import type { Gln, Sscc } from '@theriac/domain/gs1';
import { type Instant, instantOf, LedgerError } from '@theriac/domain/ledger';
import type { Container, ContainersReceived, ContainersShipped, ShipmentVoided } from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import type { Committed } from '../../ledger';
import type { PlacedContainers } from '../containers/placed-containers';
import type { SupplyChannel } from '../supply-channel';
import type { CustodyClient } from './custody.client';
import type { ShipmentDraftStore } from './shipment-drafts.store';

/** What is to be shipped, to whom. */
export interface ShipmentOrder {
  readonly containers: readonly Sscc[];
  /** A GLN names its organisation by itself. */
  readonly to: { readonly site: Gln; readonly organisation?: string | undefined };
  readonly expectedAt?: Instant | undefined;
  /** The shipment of which these containers go back. */
  readonly returns?: string | undefined;
}

/** For which containers a shipment is to end; without them all that are still on their way. */
export interface EndingOrder {
  readonly shipment: string;
  readonly containers?: readonly Sscc[] | undefined;
}

/** What shipments are handled with. */
export interface ShipmentParts {
  readonly channel: SupplyChannel;
  readonly client: CustodyClient;
  readonly containers: PlacedContainers;
  readonly drafts: ShipmentDraftStore;
  readonly now: () => number;
}

/** Milliseconds that a shipment may take when its sender does not say it: road freight arrives within three days. */
const USUAL_TRANSIT = 3 * 24 * 60 * 60_000;

type End = NonNullable<Container['lastShipment']>['end'];

/** Handles shipments. */
export class Shipments {
  constructor(private readonly parts: ShipmentParts) {}

  /** @throws LedgerError INVALID_INPUT naming the receiver; the contract's refusals */
  async ship(caller: Caller, order: ShipmentOrder, reference: string): Promise<Committed<ContainersShipped>> {
    const { channel, client, drafts, now } = this.parts;
    const to = channel.placeOf(order.to);
    const draft = await drafts.draw(reference, order.expectedAt ?? instantOf(now() + USUAL_TRANSIT));
    const { containers, returns } = order;
    const command = { ...draft, to, containers: [...containers], ...(returns !== undefined && { returns }) };
    return client.shipContainers(caller, command, reference);
  }

  /** @throws LedgerError SHIPMENT_NOT_FOUND, CONTAINER_NOT_IN_SHIPMENT; the contract's refusals */
  async receive(caller: Caller, order: EndingOrder, reference: string): Promise<Committed<ContainersReceived>> {
    const containers = await this.#containersOf(caller, order, 'received');
    return this.parts.client.receiveContainers(caller, { shipment: order.shipment, containers }, reference);
  }

  /** @throws LedgerError SHIPMENT_NOT_FOUND, CONTAINER_NOT_IN_SHIPMENT; the contract's refusals */
  async void(caller: Caller, order: EndingOrder, reference: string): Promise<Committed<ShipmentVoided>> {
    const containers = await this.#containersOf(caller, order, 'voided');
    return this.parts.client.voidShipment(caller, { shipment: order.shipment, containers }, reference);
  }

  /** Those that are named; else those on their way; else, when this was done before, those for which it ended so. */
  async #containersOf(caller: Caller, { shipment, containers: named }: EndingOrder, end: End): Promise<Sscc[]> {
    if (named !== undefined) return [...named];
    const { client, containers } = this.parts;
    const sent = await client.readShipment(caller, shipment);
    const all = await containers.read(caller, sent.containers);
    const onTheirWay = all.filter((one) => one.shipment?.id === shipment);
    const ended = all.filter(
      ({ lastShipment: last, changedAt }) => last?.id === shipment && last.end === end && last.at === changedAt,
    );
    const some = onTheirWay.length > 0 ? onTheirWay : ended;
    if (some.length === 0)
      throw new LedgerError('CONTAINER_NOT_IN_SHIPMENT', 'no container is on its way with this shipment any more');
    return some.map(({ sscc }) => sscc);
  }
}
