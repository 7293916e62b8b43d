/** What a decision about a discrepancy needs from the ledger. */
import {
  type Discrepancy,
  type Goods,
  type GoodsSituation,
  MOST_DISCREPANCIES_A_READING,
  type ReportDiscrepancy,
  type ReportingSituation,
  type ResolveDiscrepancy,
  type ResolvingSituation,
  type ShipmentDiscrepancy,
} from '@theriac/domain/supply';
import { findLineage } from './load-lineage';
import { loadPack } from './load-pack';
import type { SupplyContext } from './supply.context';

/** The discrepancy if it was reported already, its shipment, and what it is about. @throws LedgerError SHIPMENT_NOT_FOUND */
export async function loadReporting(
  ctx: SupplyContext,
  { discrepancy, shipment, about }: ReportDiscrepancy,
): Promise<ReportingSituation> {
  return {
    discrepancy: await ctx.discrepancies.find(discrepancy),
    shipment: shipment === undefined ? undefined : await ctx.shipments.get(shipment),
    goods: await loadGoods(ctx, about),
  };
}

/** The discrepancy and its container. @throws LedgerError DISCREPANCY_NOT_FOUND */
export async function loadResolving(
  ctx: SupplyContext,
  { discrepancy: id }: ResolveDiscrepancy,
): Promise<ResolvingSituation> {
  const discrepancy = await ctx.discrepancies.get(id);
  const { about } = discrepancy;
  return { discrepancy, lineage: 'sscc' in about ? await findLineage(ctx, about.sscc) : undefined };
}

/** The first discrepancies of a shipment after an id, in the order of their ids. */
export async function loadDiscrepancies(ctx: SupplyContext, shipment: string, after: string): Promise<Discrepancy[]> {
  const isWanted = ({ discrepancy }: ShipmentDiscrepancy): boolean => discrepancy > after;
  const listed = await ctx.shipmentDiscrepancies.list([shipment], isWanted, MOST_DISCREPANCIES_A_READING);
  const all: Discrepancy[] = [];
  for (const { discrepancy } of listed) all.push(await ctx.discrepancies.get(discrepancy));
  return all;
}

async function loadGoods(ctx: SupplyContext, about: Goods): Promise<GoodsSituation> {
  if ('sscc' in about) return { what: 'container', lineage: await findLineage(ctx, about.sscc) };
  return { what: 'pack', pack: await loadPack(ctx, about) };
}
