/** What a decision of the drug chain needs from the ledger, where that is more than one key. */
import { fromHex } from '@theriac/domain/ledger';
import {
  type AssignCompanyPrefix,
  batchesFor,
  type BatchSituation,
  type Lot,
  type LotPart,
  pageHolds,
  pageOf,
  type PackSituation,
  type Part,
  type PartSituation,
  partsToSearch,
  type PrefixAssignment,
  prefixesOfGtin,
  prefixKey,
  type PrefixSituation,
  type ProductSituation,
  type RegisterPart,
  type RegisterProduct,
  shorterPrefixes,
  type StopList,
  type VerifyPack,
  type WritePages,
} from '@theriac/domain/supply';
import { loadStopLists } from './load-recalls';
import type { SupplyContext } from './supply.context';

/** The prefix itself, and whether another one overlaps it. */
export async function loadPrefix(ctx: SupplyContext, { companyPrefix }: AssignCompanyPrefix): Promise<PrefixSituation> {
  const existing = await ctx.prefixes.find(...prefixKey(companyPrefix));
  const shorter = await firstAssigned(ctx, shorterPrefixes(companyPrefix));
  const isOverlapped = shorter !== undefined || (await ctx.prefixes.hasAnyUnder(...prefixKey(companyPrefix)));
  return { members: ctx.memberNames, existing, isOverlapped };
}

/** The product, and whose its prefix is. */
export async function loadProduct(ctx: SupplyContext, { gtin }: RegisterProduct): Promise<ProductSituation> {
  const existing = await ctx.products.find(gtin);
  return { existing, assignment: await firstAssigned(ctx, prefixesOfGtin(gtin)) };
}

/** The product, its lot, and the part if it is registered already. */
export async function loadPart(ctx: SupplyContext, { gtin, lot, registration }: RegisterPart): Promise<PartSituation> {
  const product = await ctx.products.get(gtin);
  return { product, lot: await ctx.lots.find(gtin, lot), part: await ctx.parts.find(registration) };
}

/** The part, its manifest, and the batch's receipt. */
export async function loadBatch(ctx: SupplyContext, { registration, batch }: WritePages): Promise<BatchSituation> {
  const part = await ctx.parts.get(registration);
  const manifest = await ctx.manifests.get(registration);
  return { part, manifest, receipt: await ctx.receipts.find(registration, String(batch)) };
}

/** How many of a part's batches are not written: a receipt each, no page. */
export async function countUnwritten(ctx: SupplyContext, { registration, pages }: Part): Promise<number> {
  let unwritten = 0;
  for (let batch = 0; batch < batchesFor(pages); batch += 1) {
    if ((await ctx.receipts.find(registration, String(batch))) === undefined) unwritten += 1;
  }
  return unwritten;
}

/**
 * The lot, the part that holds the pack, and what stops it: two reads when the part is known, one more for each part that
 * misses, and one for each authority that may have stopped the product.
 */
export async function loadPack(ctx: SupplyContext, asked: VerifyPack): Promise<PackSituation> {
  const lot = await ctx.lots.find(asked.gtin, asked.lot);
  const stopLists: readonly StopList[] = [];
  if (lot === undefined) {
    const isProductKnown = (await ctx.products.find(asked.gtin)) !== undefined;
    return { isProductKnown, lot, part: undefined, stopLists };
  }
  const part = await findPart(ctx, lot, asked);
  if (part === undefined) return { isProductKnown: true, lot, part, stopLists };
  return { isProductKnown: true, lot, part, stopLists: await loadStopLists(ctx, lot.gtin, lot.maker) };
}

async function findPart(ctx: SupplyContext, lot: Lot, asked: VerifyPack): Promise<LotPart | undefined> {
  const digest = fromHex(asked.digest);
  for (const part of partsToSearch(lot, asked.part)) {
    const page = await ctx.pages.read(part.registration, String(pageOf(digest, part.pages)));
    if (pageHolds(page, digest)) return part;
  }
  return undefined;
}

/** The assignment of the first of these prefixes that has one; prefixes that overlap are never both assigned. */
export async function firstAssigned(
  ctx: SupplyContext,
  prefixes: readonly string[],
): Promise<PrefixAssignment | undefined> {
  for (const prefix of prefixes) {
    const assignment = await ctx.prefixes.find(...prefixKey(prefix));
    if (assignment !== undefined) return assignment;
  }
  return undefined;
}
