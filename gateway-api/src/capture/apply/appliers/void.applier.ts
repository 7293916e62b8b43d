/** Void shipping: the sender takes containers back that were not received. */
import type { Sscc } from '@theriac/domain/gs1';
import { LedgerError } from '@theriac/domain/ledger';
import { endShipmentSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../../caller';
import type { PlacedContainers } from '../../../supply/containers/placed-containers';
import type { CustodyClient } from '../../../supply/custody/custody.client';
import { type Applying, type EffectOf, type EventApplier } from '../event-applier';
import { requireContainersOnly } from './containers-only';

const endingsSchema = z.array(endShipmentSchema);

/** Applies events that void shipments. */
export class VoidApplier implements EventApplier<'void'> {
  readonly kind = 'void';

  constructor(private readonly parts: { readonly custody: CustodyClient; readonly placed: PlacedContainers }) {}

  async apply(effect: EffectOf<'void'>, applying: Applying): Promise<void> {
    requireContainersOnly(effect);
    await this.takeBack(effect.containers, applying);
  }

  /** @throws LedgerError CONTAINER_NOT_IN_SHIPMENT, and the contract's refusals */
  async takeBack(containers: readonly Sscc[], applying: Applying): Promise<void> {
    const { caller } = applying;
    const endings = await applying.decide('voids', endingsSchema, () => this.#endings(containers, caller));
    for (const ending of endings)
      await applying.submit(`void ${ending.shipment}`, (reference) =>
        this.parts.custody.voidShipment(caller, ending, reference),
      );
  }

  async #endings(containers: readonly Sscc[], caller: Caller) {
    const groups = new Map<string, Sscc[]>();
    for (const { sscc, shipment } of await this.parts.placed.read(caller, containers)) {
      if (shipment === undefined) throw new LedgerError('CONTAINER_NOT_IN_SHIPMENT', `${sscc} is not on its way`);
      groups.set(shipment.id, [...(groups.get(shipment.id) ?? []), sscc]);
    }
    return Array.from(groups, ([shipment, some]) => ({ shipment, containers: some }));
  }
}
