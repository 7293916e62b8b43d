/** What a decision about containers needs from the ledger. */
import type { Sscc } from '@theriac/domain/gs1';
import type {
  ContainerSituation,
  Container,
  PackContainers,
  PackingContainersSituation,
  PlacedContainer,
  UnpackContainers,
  UnpackingSituation,
} from '@theriac/domain/supply';
import { OwnPrefixes } from './own-prefixes';
import type { SupplyContext } from './supply.context';

/** A container with the one that it was put into last, if it is known. */
export async function findPlaced(ctx: SupplyContext, sscc: Sscc): Promise<PlacedContainer | undefined> {
  const container = await ctx.containers.find(sscc);
  return container && place(ctx, container);
}

/** @throws LedgerError CONTAINER_NOT_FOUND */
export async function loadPlaced(ctx: SupplyContext, sscc: Sscc): Promise<PlacedContainer> {
  return place(ctx, await ctx.containers.get(sscc));
}

/** The container that others go into, if there is one, and those others, with their packings. */
export async function loadPackingContainers(
  ctx: SupplyContext,
  { sscc, children }: PackContainers,
  organisation: string,
): Promise<PackingContainersSituation> {
  const into = await findPlaced(ctx, sscc);
  const isOwn = into !== undefined || (await new OwnPrefixes(ctx, organisation).open(sscc));
  return { into, isOwn, children: await loadFilled(ctx, children) };
}

/** Containers with where they are, and whether they are filled. @throws LedgerError CONTAINER_NOT_FOUND */
export async function loadFilled(ctx: SupplyContext, ssccs: readonly Sscc[]): Promise<ContainerSituation[]> {
  const all: ContainerSituation[] = [];
  for (const sscc of ssccs) all.push(await loadSituation(ctx, sscc));
  return all;
}

/** A container with where it is, and whether it is filled. @throws LedgerError CONTAINER_NOT_FOUND */
export async function loadSituation(ctx: SupplyContext, sscc: Sscc): Promise<ContainerSituation> {
  return situationOf(ctx, await loadPlaced(ctx, sscc));
}

/** As {@link loadSituation}, if the container is known. */
export async function findSituation(ctx: SupplyContext, sscc: Sscc): Promise<ContainerSituation | undefined> {
  const placed = await findPlaced(ctx, sscc);
  return placed && situationOf(ctx, placed);
}

/** Containers as they stand. @throws LedgerError CONTAINER_NOT_FOUND */
export async function loadContainers(ctx: SupplyContext, ssccs: readonly Sscc[]): Promise<Container[]> {
  const all: Container[] = [];
  for (const sscc of ssccs) all.push(await ctx.containers.get(sscc));
  return all;
}

/** The container that others are taken out of, and those others. */
export async function loadUnpacking(
  ctx: SupplyContext,
  { sscc, children }: UnpackContainers,
): Promise<UnpackingSituation> {
  return { from: await loadPlaced(ctx, sscc), children: await loadContainers(ctx, children) };
}

async function place(ctx: SupplyContext, container: Container): Promise<PlacedContainer> {
  const parent = container.parent === undefined ? undefined : await ctx.containers.get(container.parent);
  return { container, parent };
}

/** The cases of a pallet mostly come from one packing, which is read once. */
async function situationOf(ctx: SupplyContext, placed: PlacedContainer): Promise<ContainerSituation> {
  let isFilled = true;
  for (const { packing } of placed.container.contents)
    isFilled = isFilled && (await ctx.packings.get(packing)).isClosed;
  return { ...placed, isFilled };
}
