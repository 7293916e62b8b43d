/** What a decision about custody needs from the ledger. */
import type {
  EndingSituation,
  EndShipment,
  LeavingSituation,
  LetContainersLeave,
  ReadmitContainers,
  ReadmittingSituation,
  ShipContainers,
  ShippingSituation,
} from '@theriac/domain/supply';
import { loadContainers, loadFilled } from './load-containers';
import { loadLineages } from './load-lineage';
import type { SupplyContext } from './supply.context';

/** The shipment if it was sent already, whether its receiver is known, its containers, and the shipment that it returns. */
export async function loadShipping(
  ctx: SupplyContext,
  { shipment, containers, to, returns }: ShipContainers,
): Promise<ShippingSituation> {
  return {
    shipment: await ctx.shipments.find(shipment),
    isReceiverKnown: ctx.hasSite(to.organisation, to.site),
    containers: await loadFilled(ctx, containers),
    returned: returns === undefined ? undefined : await ctx.shipments.get(returns),
  };
}

/** The shipment, and the containers for which it is to end. */
export async function loadEnding(ctx: SupplyContext, { shipment, containers }: EndShipment): Promise<EndingSituation> {
  return { shipment: await ctx.shipments.get(shipment), containers: await loadContainers(ctx, containers) };
}

/** The departure if it was recorded already, whether it goes to a member of the channel, and its containers. */
export async function loadLeaving(
  ctx: SupplyContext,
  { departure, containers, to }: LetContainersLeave,
): Promise<LeavingSituation> {
  return {
    departure: await ctx.departures.find(departure),
    isPlaceOfMember: ctx.memberNames.some((member) => ctx.hasSite(member, to)),
    containers: await loadFilled(ctx, containers),
  };
}

/** The readmission if it was recorded already, and its containers with those that they lay in. */
export async function loadReadmitting(
  ctx: SupplyContext,
  { readmission, containers }: ReadmitContainers,
): Promise<ReadmittingSituation> {
  return {
    readmission: await ctx.readmissions.find(readmission),
    lineages: await loadLineages(ctx, containers),
  };
}
