/** What a decision about packs needs from the ledger: the page that holds one, its own key, and the walk up from there. */
import type { Sscc } from '@theriac/domain/gs1';
import { fromHex } from '@theriac/domain/ledger';
import {
  type ContainerSituation,
  type ContainerStatusSituation,
  countPacks,
  handsOf,
  looseAt,
  type Lot,
  type LotPart,
  type OpeningPackSituation,
  type Pack,
  packingEntryAt,
  type PackRef,
  type PackSituation,
  pageOf,
  partsToSearch,
  placeOnPage,
  type ReportSituation,
  type RepackPacks,
  type RepackSituation,
  ssccOfEntry,
  type StopList,
  type Whereabouts,
  whereaboutsIn,
} from '@theriac/domain/supply';
import type { Actor } from '@theriac/domain/ledger';
import { findSituation, loadSituation } from './load-containers';
import { loadLineage } from './load-lineage';
import { loadStopLists } from './load-recalls';
import { OwnPrefixes } from './own-prefixes';
import type { SupplyContext } from './supply.context';

/** Where a digest stands: the part, and the number of its page and place on it. */
interface Found {
  readonly part: LotPart;
  readonly page: number;
  readonly place: number;
}

/** Nothing is known of the pack. */
const UNKNOWN: PackSituation = {
  isProductKnown: true,
  ...{ lot: undefined, part: undefined, pack: undefined, whereabouts: undefined },
  stopLists: [],
};

/**
 * A pack: its lot, the page that holds it, its own key, where it was packed first, and the containers from there up. Six
 * reads for a loose pack when the part is known, one more for each container, and one for each part that misses; what packs
 * of one transaction share is read once.
 */
export async function loadPack(ctx: SupplyContext, asked: PackRef): Promise<PackSituation> {
  const { gtin, lot: number, digest } = asked;
  const lot = await ctx.lots.find(gtin, number);
  if (lot === undefined) {
    const isProductKnown = (await ctx.products.find(gtin)) !== undefined;
    return { ...UNKNOWN, isProductKnown };
  }
  const found = await findPart(ctx, lot, asked);
  if (found === undefined) return { ...UNKNOWN, lot };
  const pack = await ctx.packs.find(gtin, number, digest);
  const whereabouts = await whereaboutsOf(ctx, lot, found, pack);
  const stopLists = await loadStopLists(ctx, gtin, lot.maker);
  return { isProductKnown: true, lot, part: found.part, pack, whereabouts, stopLists };
}

/** With what opening needs: how many units a pack of the product holds. @throws LedgerError PRODUCT_NOT_FOUND */
export async function loadOpeningPack(ctx: SupplyContext, asked: PackRef): Promise<OpeningPackSituation> {
  const { packSize } = await ctx.products.get(asked.gtin);
  return { ...(await loadPack(ctx, asked)), packSize };
}

/** With the hand-over that was reported from the caller's place before. @throws LedgerError SITE_MISSING */
export async function loadReport(ctx: SupplyContext, asked: PackRef, by: Actor): Promise<ReportSituation> {
  const { organisation, site } = handsOf(by);
  const { gtin, lot, digest } = asked;
  const reported = await ctx.handOvers.find(gtin, lot, digest, organisation, site);
  return { ...(await loadPack(ctx, asked)), reported };
}

/** A container, and the packs that go into it or come out of it. */
export async function loadRepacking(
  ctx: SupplyContext,
  { sscc, packs: asked }: RepackPacks,
  organisation: string,
): Promise<RepackSituation & { readonly container: ContainerSituation | undefined }> {
  const container = await findSituation(ctx, sscc);
  const isOwn = container !== undefined || (await new OwnPrefixes(ctx, organisation).open(sscc));
  const packs: PackSituation[] = [];
  for (const pack of asked) packs.push(await loadPack(ctx, pack));
  return { container, isOwn, packs };
}

/** A container and the lots of the packs that lie directly in it. @throws LedgerError CONTAINER_NOT_FOUND */
export async function loadContainerStatus(ctx: SupplyContext, sscc: Sscc): Promise<ContainerStatusSituation> {
  const situation = await loadSituation(ctx, sscc);
  const lots: Lot[] = [];
  for (const { gtin, lot } of countPacks(situation.container)) lots.push(await ctx.lots.get(gtin, lot));
  const stopLists: StopList[] = [];
  const makers = new Map(lots.map(({ gtin, maker }) => [gtin, maker]));
  for (const [gtin, maker] of makers) stopLists.push(...(await loadStopLists(ctx, gtin, maker)));
  return { ...situation, lots, stopLists };
}

async function findPart(ctx: SupplyContext, lot: Lot, asked: PackRef): Promise<Found | undefined> {
  const digest = fromHex(asked.digest);
  for (const part of partsToSearch(lot, asked.part)) {
    const page = pageOf(digest, part.pages);
    const place = placeOnPage(await ctx.pages.read(part.registration, String(page)), digest);
    if (place !== undefined) return { part, page, place };
  }
  return undefined;
}

async function whereaboutsOf(ctx: SupplyContext, lot: Lot, found: Found, pack: Pack | undefined): Promise<Whereabouts> {
  if (pack?.place !== undefined) return looseAt(pack.place);
  const sscc = pack?.container ?? (await packedFirst(ctx, found));
  return sscc === undefined ? looseAt({ organisation: lot.maker }) : whereaboutsIn(await loadLineage(ctx, sscc));
}

/** The container that its maker packed it into. */
async function packedFirst(ctx: SupplyContext, { part, page, place }: Found): Promise<Sscc | undefined> {
  const packingPage = await ctx.packingPages.read(part.registration, String(page));
  return packingPage.length === 0 ? undefined : ssccOfEntry(packingEntryAt(packingPage, place));
}
