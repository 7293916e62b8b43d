/** What a decision about recalls needs from the ledger. */
import type { Gtin } from '@theriac/domain/gs1';
import type { Actor } from '@theriac/domain/ledger';
import {
  type AnsweringSituation,
  type ListedRecall,
  type Lot,
  type ProposeRecall,
  type ProposingSituation,
  requireSite,
  type StopList,
} from '@theriac/domain/supply';
import type { SupplyContext } from './supply.context';

/** The recall if it was proposed already, the product, the lots that are to be stopped, and what the caller stopped before. */
export async function loadProposing(
  ctx: SupplyContext,
  { recall, gtin, lots: named }: ProposeRecall,
  { organisation }: Actor,
): Promise<ProposingSituation> {
  const lots: Lot[] = [];
  const product = await ctx.products.get(gtin);
  for (const lot of named) lots.push(await ctx.lots.get(gtin, lot));
  const existing = await ctx.recalls.find(recall);
  return { existing, product, lots, list: await ctx.stopLists.find(gtin, organisation) };
}

/** The recall, and its authority's list. */
export async function loadListed(ctx: SupplyContext, id: string): Promise<ListedRecall> {
  const recall = await ctx.recalls.get(id);
  return { recall, list: await ctx.stopLists.get(recall.gtin, recall.organisation) };
}

/** The recall, and what the caller's site said to it. */
export async function loadAnswering(ctx: SupplyContext, id: string, by: Actor): Promise<AnsweringSituation> {
  const recall = await ctx.recalls.get(id);
  return { recall, report: await ctx.recallReports.find(id, by.organisation, requireSite(by)) };
}

/** What the maker and each regulator of the channel stopped of a product: a read each, two in a channel of one regulator. */
export async function loadStopLists(ctx: SupplyContext, gtin: Gtin, maker: string): Promise<readonly StopList[]> {
  const lists: StopList[] = [];
  for (const authority of [maker, ...ctx.namesOfKind('regulator')]) {
    const list = await ctx.stopLists.find(gtin, authority);
    if (list !== undefined) lists.push(list);
  }
  return lists;
}
