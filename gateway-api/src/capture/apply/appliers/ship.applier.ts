/** Shipping: to a member a shipment, or the return of one; to anybody else containers leave the network. */
import type { Gln, Sscc } from '@theriac/domain/gs1';
import { glnSchema } from '@theriac/domain/gs1';
import { instantOf, LedgerError } from '@theriac/domain/ledger';
import { type Holder, MOST_CONTAINERS_A_SHIPMENT, shipContainersSchema, shipmentsOf } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../../caller';
import type { PlacedContainers } from '../../../supply/containers/placed-containers';
import type { CustodyClient } from '../../../supply/custody/custody.client';
import type { SupplyChannel } from '../../../supply/supply-channel';
import type { DepartureClient } from '../../../supply/departures/departure.client';
import { type Applying, type EffectOf, type EventApplier, inPieces } from '../event-applier';
import { requireContainersOnly } from './containers-only';

/** Milliseconds that a shipment may take, of which an event says nothing: road freight arrives within three days. */
const USUAL_TRANSIT = 3 * 24 * 60 * 60_000;

const shipmentsSchema = z.array(shipContainersSchema);

/** What it works with. */
export interface ShipApplierParts {
  readonly channel: SupplyChannel;
  readonly custody: CustodyClient;
  readonly departures: DepartureClient;
  readonly placed: PlacedContainers;
  readonly now: () => number;
}

/** Applies events that ship. */
export class ShipApplier implements EventApplier<'ship'> {
  readonly kind = 'ship';

  constructor(private readonly parts: ShipApplierParts) {}

  async apply(effect: EffectOf<'ship'>, applying: Applying): Promise<void> {
    requireContainersOnly(effect);
    const to = this.parts.channel.memberAt(effect.to);
    if (to === undefined) return this.#leave(effect.to, effect.containers, applying);
    const shipments = await applying.decide('shipments', shipmentsSchema, () => this.#shipments(effect, to, applying));
    for (const [index, shipment] of shipments.entries())
      await applying.submit(`ship ${index}`, (reference) =>
        this.parts.custody.shipContainers(applying.caller, shipment, reference),
      );
  }

  async #shipments({ containers, isReturn }: EffectOf<'ship'>, to: Holder, applying: Applying) {
    const expectedAt = instantOf(this.parts.now() + USUAL_TRANSIT);
    const groups: (readonly [string | undefined, readonly Sscc[]])[] = isReturn
      ? await this.#byShipmentTheyCameWith(containers, to, applying.caller)
      : [[undefined, containers]];
    return groups
      .flatMap(([returns, some]) =>
        inPieces(some, MOST_CONTAINERS_A_SHIPMENT).map((piece) => ({ returns, some: piece.some })),
      )
      .map(({ returns, some }, index) => ({
        ...{ shipment: applying.id(`shipment ${index}`), containers: some, to, expectedAt },
        ...(returns !== undefined && { returns }),
      }));
  }

  /** @throws LedgerError NOT_A_RETURN when the receiver never sent one of them here */
  async #byShipmentTheyCameWith(containers: readonly Sscc[], to: Holder, caller: Caller) {
    const groups = new Map<string, Sscc[]>();
    for (const one of await this.parts.placed.placed(caller, containers)) {
      const { sscc } = one.container;
      const returned = await this.#sentBy(
        to.organisation,
        shipmentsOf(one).map(({ shipment }) => shipment),
        caller,
      );
      if (returned === undefined) throw new LedgerError('NOT_A_RETURN', `${sscc} did not come from there`);
      groups.set(returned, [...(groups.get(returned) ?? []), sscc]);
    }
    return [...groups];
  }

  /** The newest of the shipments that an organisation sent here. */
  async #sentBy(sender: string, shipments: readonly string[], caller: Caller): Promise<string | undefined> {
    for (const shipment of shipments.toReversed()) {
      const { from, to } = await this.parts.custody.readShipment(caller, shipment);
      if (from.organisation === sender && to.organisation === caller.organisation) return shipment;
    }
    return undefined;
  }

  async #leave(to: Gln, containers: readonly Sscc[], applying: Applying): Promise<void> {
    for (const { at, some } of inPieces(containers, MOST_CONTAINERS_A_SHIPMENT)) {
      const command = { departure: applying.id(`departure ${at}`), containers: some, to: glnSchema.parse(to) };
      await applying.submit(`leave ${at}`, (reference) =>
        this.parts.departures.letLeave(applying.caller, command, reference),
      );
    }
  }
}
