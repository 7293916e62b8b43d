/** How a container's state becomes rows: where it lies now, and one more line of its history. */
import type { Container } from '@theriac/domain/supply';
import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../database';
import type { ProjectionContext } from '../../projections';
import { containerHistory, containers } from './containers.table';

/** A transaction's place in its block, from 0. */
export function indexOf({ block, transaction }: Pick<ProjectionContext, 'block' | 'transaction'>): number {
  return block.transactions.indexOf(transaction);
}

/** Adds a state to its container's history. */
export async function keepHistory(state: Container, context: ProjectionContext): Promise<void> {
  const { block, transaction, insert } = context;
  await insert(containerHistory, {
    sscc: state.sscc,
    ...{ blockNumber: block.number, transactionIndex: indexOf(context), transactionId: transaction.transactionId },
    ...{ at: state.changedAt, event: transaction.event?.name ?? '', state },
  });
}

/** Replaces a container's row, and moves all that lies in it along. */
export async function keepContainer(state: Container, { work, upsert, transaction }: ProjectionContext): Promise<void> {
  const { sscc, children, contents, depth, shipment, openedAt, changedAt } = state;
  const lies = await placeIn(work, state);
  await upsert(containers, containers.sscc, {
    ...{ sscc, ...lies, depth, contents, changedAt },
    ...{ shipment: shipment?.id ?? null, toOrganisation: shipment?.to.organisation ?? null },
    toSite: shipment?.to.site ?? null,
    packs: contents.reduce((sum, { packs }) => sum + packs, 0),
    containers: children.length,
    openedAt: openedAt ?? null,
    transactionId: transaction.transactionId,
  });
  if (children.length === 0) return;
  if (openedAt === undefined) await fileUnder(work, sscc, lies.outermost);
  else await freeChildren(work, sscc, lies);
}

interface Lies {
  readonly organisation: string;
  readonly site: string;
  readonly parent: string | null;
  readonly outermost: string;
}

/** A state names the container that it was put into last, which may have been opened since. */
async function placeIn(work: Transaction, { sscc, parent, holder }: Container): Promise<Lies> {
  const { organisation, site } = holder;
  if (parent === undefined) return { organisation, site, parent: null, outermost: sscc };
  const [known] = await work.select().from(containers).where(eq(containers.sscc, parent));
  // Of one transaction's writes a child may come before its parent, which is new then and stands by itself.
  if (known === undefined) return { organisation, site, parent, outermost: parent };
  if (known.openedAt === null) return { organisation, site, parent, outermost: known.outermost };
  return { organisation: known.organisation, site: known.site, parent: null, outermost: sscc };
}

/** What lay in an opened container stands by itself where that was opened. */
async function freeChildren(work: Transaction, sscc: string, { organisation, site }: Lies): Promise<void> {
  const freed = await work
    .update(containers)
    .set({ organisation, site, parent: null, outermost: sql`${containers.sscc}` })
    .where(eq(containers.parent, sscc))
    .returning({ sscc: containers.sscc, containers: containers.containers });
  for (const child of freed) if (child.containers > 0) await fileUnder(work, child.sscc, child.sscc);
}

/** All that lies in a container, at any depth, is held by its outermost one. */
async function fileUnder(work: Transaction, sscc: string, outermost: string): Promise<void> {
  await work.execute(sql`
    with recursive inside as (
      select sscc from ${containers} where parent = ${sscc}
      union all
      select below.sscc from ${containers} below join inside on below.parent = inside.sscc
    )
    update ${containers} set outermost = ${outermost}
    where sscc in (select sscc from inside) and outermost <> ${outermost}`);
}
