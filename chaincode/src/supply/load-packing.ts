/** What a decision about a packing needs from the ledger. */
import { invalidInput } from '@theriac/domain/ledger';
import {
  type AbandoningSituation,
  type AbandonPacking,
  batchesFor,
  type ClaimContainers,
  type ClaimedSituation,
  type ClaimSituation,
  type Container,
  containersOf,
  linesOfBatch,
  type OpeningSituation,
  type OpenPacking,
  type Packing,
  type PackingBatchSituation,
  type PackingReceipt,
  pagesSent,
  takenBackBy,
  type WritePackingPages,
} from '@theriac/domain/supply';
import { findPlaced } from './load-containers';
import { OwnPrefixes } from './own-prefixes';
import type { SupplyContext } from './supply.context';

/** The list that came as transient data. @throws LedgerError INVALID_INPUT when none did */
export function listSent(ctx: SupplyContext): Uint8Array {
  const list = ctx.stub.getTransient().get('list');
  if (list === undefined) throw invalidInput([{ field: 'transient[list]', rule: 'is missing' }]);
  return list;
}

/** The part, and the packing if it is opened already. */
export async function loadOpening(
  ctx: SupplyContext,
  { packing, registration }: OpenPacking,
): Promise<OpeningSituation> {
  return { part: await ctx.parts.get(registration), packing: await ctx.packings.find(packing) };
}

/** The packing, and the containers of the batch as list and ledger have them. */
export async function loadClaim(
  ctx: SupplyContext,
  { packing: id, batch: number }: ClaimContainers,
): Promise<ClaimSituation> {
  const packing = await ctx.packings.get(id);
  const list = await ctx.packingLists.read(id);
  const prefixes = new OwnPrefixes(ctx, packing.holder.organisation);
  const batch: ClaimedSituation[] = [];
  for (const { sscc, packs } of containersOf(list, ...linesOfBatch(number, packing)))
    batch.push({ sscc, packs, isOwn: await prefixes.open(sscc), existing: await findPlaced(ctx, sscc) });
  return { packing, batch };
}

/** The packing with its list, the part with its manifest, the batch's receipt, and the pages that were sent as they stand. */
export async function loadPackingBatch(
  ctx: SupplyContext,
  { packing: id, batch }: WritePackingPages,
  sent: ReadonlyMap<string, Uint8Array>,
): Promise<PackingBatchSituation> {
  const packing = await ctx.packings.get(id);
  const { registration } = packing;
  const part = await ctx.parts.get(registration);
  const before = new Map<number, Uint8Array>();
  for (const number of pagesSent(part, batch, sent))
    before.set(number, await ctx.packingPages.read(registration, String(number)));
  return {
    ...{ packing, part, before },
    list: await ctx.packingLists.read(id),
    manifest: await ctx.manifests.get(registration),
    receipt: await ctx.packingReceipts.find(id, String(batch)),
  };
}

/** The receipts of a packing's batches that are written. */
export async function loadPackingReceipts(
  ctx: SupplyContext,
  { packing, registration }: Packing,
): Promise<PackingReceipt[]> {
  const { pages } = await ctx.parts.get(registration);
  const receipts: PackingReceipt[] = [];
  for (let batch = 0; batch < batchesFor(pages); batch += 1) {
    const receipt = await ctx.packingReceipts.find(packing, String(batch));
    if (receipt !== undefined) receipts.push(receipt);
  }
  return receipts;
}

/** The packing, its receipts, and what the batch takes back: pages as they stand, or containers that are there. */
export async function loadAbandoning(
  ctx: SupplyContext,
  { packing: id, batch }: AbandonPacking,
): Promise<AbandoningSituation> {
  const packing = await ctx.packings.get(id);
  const receipts = await loadPackingReceipts(ctx, packing);
  const { receipt, claim } = takenBackBy(batch, receipts, packing);
  const pages = new Map<number, Uint8Array>();
  for (const { page } of receipt?.packed ?? [])
    pages.set(page, await ctx.packingPages.read(packing.registration, String(page)));
  const containers: Container[] = [];
  if (claim !== undefined) {
    const list = await ctx.packingLists.read(id);
    for (const { sscc } of containersOf(list, ...linesOfBatch(claim, packing))) {
      const container = await ctx.containers.find(sscc);
      // None when the batch was taken back before.
      if (container !== undefined) containers.push(container);
    }
  }
  return { packing, receipts, pages, containers };
}
