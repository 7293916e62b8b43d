/** What a decision about custody needs from the ledger. */
import type { EndingSituation, EndShipment, ShipContainers, ShippingSituation } from '@theriac/domain/supply';
import { loadContainers, loadFilled } from './load-containers';
import type { SupplyContext } from './supply.context';

/** The shipment if it was sent already, whether its receiver is known, and its containers. */
export async function loadShipping(
  ctx: SupplyContext,
  { shipment, containers, to }: ShipContainers,
): Promise<ShippingSituation> {
  return {
    shipment: await ctx.shipments.find(shipment),
    isReceiverKnown: ctx.hasSite(to.organisation, to.site),
    containers: await loadFilled(ctx, containers),
  };
}

/** The shipment, and the containers for which it is to end. */
export async function loadEnding(ctx: SupplyContext, { shipment, containers }: EndShipment): Promise<EndingSituation> {
  return { shipment: await ctx.shipments.get(shipment), containers: await loadContainers(ctx, containers) };
}
