/** What a decision about containers needs from the ledger. */
import type { Sscc } from '@theriac/domain/gs1';
import type {
  ChildSituation,
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
export async function loadFilled(ctx: SupplyContext, ssccs: readonly Sscc[]): Promise<ChildSituation[]> {
  const closed = new ClosedPackings(ctx);
  const all: ChildSituation[] = [];
  for (const sscc of ssccs) {
    const placed = await loadPlaced(ctx, sscc);
    all.push({ ...placed, isFilled: await closed.haveFilled(placed.container) });
  }
  return all;
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

/** Which packings are closed: the cases of a pallet mostly come from one, which is read once. */
class ClosedPackings {
  readonly #known = new Map<string, boolean>();

  constructor(private readonly ctx: SupplyContext) {}

  /** Whether every packing that fills a container is closed. */
  async haveFilled({ contents }: Container): Promise<boolean> {
    for (const { packing } of contents) if (!(await this.#isClosed(packing))) return false;
    return true;
  }

  async #isClosed(packing: string): Promise<boolean> {
    const known = this.#known.get(packing) ?? (await this.ctx.packings.get(packing)).isClosed;
    this.#known.set(packing, known);
    return known;
  }
}
