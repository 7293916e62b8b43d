/** How containers' states become rows: where each lies now, and one more line of its history. */
import type { Container } from '@theriac/domain/supply';
import { eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../database';
import type { ProjectionContext } from '../../projections';
import { containerHistory, containers } from './containers.table';
import { packsByLot } from './packs-by-lot';

/** A transaction's place in its block, from 0. */
export function indexOf({ block, transaction }: Pick<ProjectionContext, 'block' | 'transaction'>): number {
  return block.transactions.indexOf(transaction);
}

/** Adds states to their containers' history. */
export async function keepHistory(states: readonly Container[], context: ProjectionContext): Promise<void> {
  const { block, transaction, work } = context;
  const { transactionId, event } = transaction;
  const at = { blockNumber: block.number, transactionIndex: indexOf(context), transactionId };
  const rows = states.map((state) => ({
    ...at,
    sscc: state.sscc,
    at: state.changedAt,
    event: event?.name ?? '',
    state,
  }));
  await work.insert(containerHistory).values(rows);
}

/** Replaces containers' rows, and moves all that lies in them along. */
export async function keepContainers(states: readonly Container[], context: ProjectionContext): Promise<void> {
  const { work, transaction } = context;
  const places = await Places.of(states, work);
  const rows = states.map((state) => ({
    ...rowOf(state),
    ...places.lies(state),
    transactionId: transaction.transactionId,
  }));
  await work.insert(containers).values(rows).onConflictDoUpdate({ target: containers.sscc, set: REPLACED });
  for (const state of states) {
    if (state.children.length === 0) continue;
    const lies = places.lies(state);
    if (state.openedAt === undefined) await fileUnder(work, state.sscc, lies.outermost);
    else await freeChildren(work, state.sscc, lies);
  }
}

/** Takes away the rows of containers that are no more; nothing lay in them. Their history stays. */
export async function dropContainers(ssccs: readonly string[], { work }: ProjectionContext): Promise<void> {
  await work.delete(containers).where(inArray(containers.sscc, [...ssccs]));
}

/** Where a container lies. */
interface Lies {
  readonly organisation: string;
  readonly site: string;
  readonly parent: string | null;
  readonly outermost: string;
}

/** A container that others may lie in. */
interface Parent extends Pick<Lies, 'organisation' | 'site' | 'outermost'> {
  readonly isOpen: boolean;
}

/** Where the containers of a transaction lie, which may be in each other. */
class Places {
  private constructor(
    private readonly written: ReadonlyMap<string, Container>,
    private readonly known: ReadonlyMap<string, Parent>,
  ) {}

  static async of(states: readonly Container[], work: Transaction): Promise<Places> {
    const written = new Map(states.map((state) => [state.sscc as string, state]));
    const unseen = new Set(states.flatMap(({ parent }) => (parent === undefined || written.has(parent) ? [] : parent)));
    const { sscc, organisation, site, outermost, openedAt } = containers;
    const rows =
      unseen.size === 0
        ? []
        : await work
            .select({ sscc, organisation, site, outermost, openedAt })
            .from(containers)
            .where(inArray(sscc, [...unseen]));
    return new Places(written, new Map(rows.map((row) => [row.sscc, { ...row, isOpen: row.openedAt !== null }])));
  }

  /** A state names the container that it was put into last, which may have been opened since. */
  lies({ sscc, parent, holder: { organisation, site } }: Container): Lies {
    if (parent === undefined) return { organisation, site, parent: null, outermost: sscc };
    const within = this.#parent(parent);
    if (within === undefined) throw new Error('a container lies in one that was never written');
    if (!within.isOpen) return { organisation, site, parent, outermost: within.outermost };
    return { organisation: within.organisation, site: within.site, parent: null, outermost: sscc };
  }

  #parent(sscc: string): Parent | undefined {
    const state = this.written.get(sscc);
    if (state === undefined) return this.known.get(sscc);
    return { ...this.lies(state), isOpen: state.openedAt !== undefined };
  }
}

function rowOf(state: Container) {
  const { sscc, children, contents, depth, shipment, openedAt, status, gone, changedAt } = state;
  const lots = packsByLot(state);
  return {
    ...{ sscc, depth, contents, lots, changedAt },
    shipment: shipment?.id ?? null,
    toOrganisation: shipment?.to.organisation ?? null,
    toSite: shipment?.to.site ?? null,
    packs: lots.reduce((sum, { packs }) => sum + packs, 0),
    containers: children.length,
    openedAt: openedAt ?? null,
    status: status ?? null,
    gone: gone ?? null,
  };
}

/** Every column of a row that stands takes the new one's value. */
const REPLACED = Object.fromEntries(
  Object.entries(getTableColumns(containers)).map(([key, { name }]) => [key, sql`excluded.${sql.identifier(name)}`]),
);

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
