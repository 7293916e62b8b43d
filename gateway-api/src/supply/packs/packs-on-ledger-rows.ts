/** How packs' own states become rows: what became of each, and in which container it lies. */
import { fromHex } from '@theriac/domain/ledger';
import { type Pack, PACK_DIGEST_BYTES, PACKING_ENTRY_BYTES, packingEntryAt, ssccOfEntry } from '@theriac/domain/supply';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../database';
import type { ProjectionContext } from '../../projections';
import { containers } from '../containers/containers.table';
import { partPages, parts } from '../lots.table';
import { packingPages } from '../packing/packing-pages.table';
import { packsOnLedger } from './packs-on-ledger.table';

/** Replaces packs' rows. */
export async function keepPacks(states: readonly Pack[], context: ProjectionContext): Promise<void> {
  for (const state of states) await keepPack(state, context);
}

/** A packing page was written: packs with keys of their own may lie in containers since, or in none any more. */
export async function keepPackedFirst(
  [registration = '', page = '']: readonly string[],
  entries: Uint8Array,
  { work }: ProjectionContext,
): Promise<void> {
  const { gtin, lot, digest } = packsOnLedger;
  const onPage = and(eq(packsOnLedger.registration, registration), eq(packsOnLedger.page, Number(page)));
  for (const row of await work.select({ gtin, lot, digest }).from(packsOnLedger).where(onPage)) {
    const on = await placeOnItsPage(row.digest, registration, work);
    const container = (on && ssccOfEntry(packingEntryAt(entries, on.place))) ?? null;
    const isIt = and(eq(gtin, row.gtin), eq(lot, row.lot), eq(digest, row.digest));
    await work.update(packsOnLedger).set({ container }).where(isIt);
  }
}

async function keepPack(state: Pack, { work, upsert, transaction }: ProjectionContext): Promise<void> {
  const { gtin, lot, digest, registration, changedAt } = state;
  const first = await placeOnItsPage(digest, registration, work);
  const was = await containerBefore(state, first, work);
  // Out of a closed container it comes by being taken out, which that one's own state counts. An opened one keeps its state.
  const isMoved = state.container !== undefined && was !== undefined && was !== state.container;
  if (isMoved) await uncount(was, state, work);
  await upsert(packsOnLedger, [packsOnLedger.gtin, packsOnLedger.lot, packsOnLedger.digest], {
    ...{ gtin, lot, digest, registration, changedAt, transactionId: transaction.transactionId },
    ...{ ...becameOf(state), ...liesIn(state, first) },
  });
}

function becameOf({ status, opened }: Pack) {
  return { state: status?.state ?? null, unitsLeft: opened?.left ?? null };
}

function liesIn({ container, place }: Pack, first: OnItsPage | undefined) {
  if (place !== undefined) return { page: null, container: null, ...place };
  const nowhere = { organisation: null, site: null };
  if (container !== undefined) return { page: null, container, ...nowhere };
  return { page: first?.page ?? null, container: first?.container ?? null, ...nowhere };
}

/** The container that it lay in until now. */
async function containerBefore(
  { gtin, lot, digest }: Pack,
  first: OnItsPage | undefined,
  work: Transaction,
): Promise<string | undefined> {
  const isIt = and(eq(packsOnLedger.gtin, gtin), eq(packsOnLedger.lot, lot), eq(packsOnLedger.digest, digest));
  const [before] = await work.select({ container: packsOnLedger.container }).from(packsOnLedger).where(isIt);
  return before === undefined ? first?.container : (before.container ?? undefined);
}

/** An opened container holds one pack of the lot less. Nothing is written about it any more, so that this stays. */
async function uncount(sscc: string, { gtin, lot }: Pack, work: Transaction): Promise<void> {
  const fewer = sql`(
    select coalesce(jsonb_agg(case when one.gtin = ${gtin} and one.lot = ${lot}
      then jsonb_build_object('gtin', one.gtin, 'lot', one.lot, 'packs', one.packs - 1) else to_jsonb(one) end), '[]')
    from jsonb_to_recordset(${containers.lots}) as one (gtin text, lot text, packs int)
    where not (one.gtin = ${gtin} and one.lot = ${lot} and one.packs = 1))`;
  const left = { lots: fewer, packs: sql`${containers.packs} - 1` };
  await work.update(containers).set(left).where(eq(containers.sscc, sscc));
}

/** A pack's page, its place there, and the container that its maker packed it into, if any. */
interface OnItsPage {
  readonly page: number;
  readonly place: number;
  readonly container: string | undefined;
}

/** The database finds the digest on its page, and hands out the eight bytes beside it instead of two pages. */
async function placeOnItsPage(digest: string, registration: string, work: Transaction): Promise<OnItsPage | undefined> {
  const bytes = Buffer.from(fromHex(digest));
  // The page's number as `pageOf` reckons it; the numbers are small, so that whole division is exact.
  const page = sql<number>`(${bytes.readUInt16BE(0)}::int * ${parts.pages}) / 65536`;
  // A hit across two digests is a chance of 1 in 2^115.
  const place = sql<number>`(position(${bytes}::bytea in ${partPages.digests}) - 1) / ${PACK_DIGEST_BYTES}::int`;
  const from = sql`${place} * ${PACKING_ENTRY_BYTES}::int + 1`;
  const [row] = await work
    .select({
      ...{ page: partPages.number, place },
      entry: sql<Uint8Array | null>`substring(${packingPages.entries} from ${from} for ${PACKING_ENTRY_BYTES}::int)`,
    })
    .from(parts)
    .innerJoin(partPages, and(eq(partPages.registration, parts.registration), eq(partPages.number, page)))
    .leftJoin(
      packingPages,
      and(eq(packingPages.registration, parts.registration), eq(packingPages.number, partPages.number)),
    )
    .where(eq(parts.registration, registration));
  return (
    row && { page: row.page, place: row.place, container: row.entry === null ? undefined : ssccOfEntry(row.entry) }
  );
}
