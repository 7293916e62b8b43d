/** A container with those that it lay in, read one after the other: a key for each. */
import type { Sscc } from '@theriac/domain/gs1';
import type { Container, Lineage } from '@theriac/domain/supply';
import type { SupplyContext } from './supply.context';

/** The lineage of a container, if it is known. */
export async function findLineage(ctx: SupplyContext, sscc: Sscc): Promise<Lineage | undefined> {
  const container = await ctx.containers.find(sscc);
  return container && lineageOf(ctx, container);
}

/** The lineage of a container. @throws LedgerError CONTAINER_NOT_FOUND */
export async function loadLineage(ctx: SupplyContext, sscc: Sscc): Promise<Lineage> {
  return lineageOf(ctx, await ctx.containers.get(sscc));
}

/** The lineages of containers. @throws LedgerError CONTAINER_NOT_FOUND */
export async function loadLineages(ctx: SupplyContext, ssccs: readonly Sscc[]): Promise<Lineage[]> {
  const all: Lineage[] = [];
  for (const sscc of ssccs) all.push(await loadLineage(ctx, sscc));
  return all;
}

async function lineageOf(ctx: SupplyContext, container: Container): Promise<Lineage> {
  const above: Container[] = [];
  for (let { parent } = container; parent !== undefined;) {
    const one: Container = await ctx.containers.get(parent);
    above.push(one);
    ({ parent } = one);
  }
  return [container, ...above];
}
