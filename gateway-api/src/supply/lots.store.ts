/** Reads lots, parts and pages from the projection. */
import type { Gtin, LotNumber } from '@theriac/domain/gs1';
import { MOST_PARTS } from '@theriac/domain/supply';
import { and, count, eq, getTableColumns, inArray, ne, sql } from 'drizzle-orm';
import type { Database, Executor } from '../database';
import { lots, partPages, parts } from './lots.table';
import type { LotKey } from './supply.client';
import { packs, registrations } from './registration/registrations.table';

/** A lot as it stands, with what its parts add up to. */
export type LotRow = typeof lots.$inferSelect & {
  readonly packs: number;
  readonly parts: number;
  readonly sealedParts: number;
};

/** Which lots. */
export interface LotFilter {
  readonly gtin: string | undefined;
  /** GTIN and number of the lot after which the page begins. */
  readonly after: readonly [string, string] | undefined;
}

/** What brought a part into its state. */
export type PartTransaction = Pick<typeof parts.$inferSelect, 'state' | 'transactionId'>;

/** A part that the ledger says this organisation sealed, and that the serial index does not wholly hold. */
export interface MissingPacks {
  readonly registration: string;
  readonly packs: number;
  readonly held: number;
}

/** Reads lots. */
export class LotStore {
  constructor(private readonly db: Database) {}

  /** Lots in the order of GTIN and number. */
  list({ gtin, after }: LotFilter, most: number): Promise<LotRow[]> {
    const isOfProduct = gtin === undefined ? undefined : eq(lots.gtin, gtin);
    const isLater = after === undefined ? undefined : sql`(${lots.gtin}, ${lots.lot}) > (${after[0]}, ${after[1]})`;
    return this.db
      .select({
        ...getTableColumns(lots),
        packs: sql<number>`coalesce(sum(${parts.packs}), 0)::int`,
        parts: sql<number>`count(${parts.registration})::int`,
        sealedParts: sql<number>`(count(*) filter (where ${parts.state} = 'sealed'))::int`,
      })
      .from(lots)
      .leftJoin(parts, and(eq(parts.gtin, lots.gtin), eq(parts.lot, lots.lot), ne(parts.state, 'abandoned')))
      .where(and(isOfProduct, isLater))
      .groupBy(lots.gtin, lots.lot)
      .orderBy(lots.gtin, lots.lot)
      .limit(most);
  }

  /**
   * The sealed part that holds a digest, by one query over one page of each part: a hint to the ledger, where a hit
   * proves itself. Undefined when no page that has arrived here holds it.
   */
  async partHolding(gtin: Gtin, lot: LotNumber, digest: Uint8Array): Promise<string | undefined> {
    const opening = ((digest[0] ?? 0) << 8) | (digest[1] ?? 0);
    // The page's number as `pageOf` reckons it; both numbers are small, so that whole division is exact.
    const isPage = sql`${partPages.number} = (${opening}::int * ${parts.pages}) / 65536`;
    const page = this.db
      .select({ registration: parts.registration, digests: partPages.digests })
      .from(parts)
      .innerJoin(partPages, and(eq(partPages.registration, parts.registration), isPage))
      .where(and(eq(parts.gtin, gtin), eq(parts.lot, lot), eq(parts.state, 'sealed')))
      // The limit keeps the planner from looking for the digest first, on every page that there is.
      .limit(MOST_PARTS)
      .as('page');
    const [found] = await this.db
      .select({ registration: page.registration })
      .from(page)
      // A hit across two digests is a chance of 1 in 2^115, and would be a wrong hint only.
      .where(sql`position(${Buffer.from(digest)}::bytea in ${page.digests}) > 0`)
      .limit(1);
    return found?.registration;
  }

  /** How many sealed parts a lot has, as far as its blocks have arrived here. */
  async sealedPartsIn({ gtin, lot }: LotKey): Promise<number> {
    const isSealed = and(eq(parts.gtin, gtin), eq(parts.lot, lot), eq(parts.state, 'sealed'));
    const [row] = await this.db.select({ sealed: count() }).from(parts).where(isSealed);
    return row?.sealed ?? 0;
  }

  /** The transaction of each part's last change, by registration id, as far as its blocks have arrived here. */
  async transactionsOf({ gtin, lot }: LotKey): Promise<ReadonlyMap<string, PartTransaction>> {
    const rows = await this.db
      .select({ registration: parts.registration, state: parts.state, transactionId: parts.transactionId })
      .from(parts)
      .where(and(eq(parts.gtin, gtin), eq(parts.lot, lot)));
    return new Map(rows.map(({ registration, ...row }) => [registration, row]));
  }

  /** The registration ids of a maker's sealed parts. */
  async sealedPartsOf(maker: string): Promise<string[]> {
    const rows = await this.db
      .select({ registration: parts.registration })
      .from(parts)
      .where(and(eq(parts.maker, maker), eq(parts.state, 'sealed')));
    return rows.map(({ registration }) => registration);
  }

  /** Which of these sealed parts the own serial index does not wholly hold. */
  async missingOf(registration: readonly string[], within: Executor = this.db): Promise<MissingPacks[]> {
    const held = sql<number>`count(${packs.serial})::int`;
    return within
      .select({ registration: parts.registration, packs: parts.packs, held })
      .from(parts)
      .leftJoin(registrations, eq(registrations.id, parts.registration))
      .leftJoin(packs, eq(packs.registration, registrations.number))
      .where(inArray(parts.registration, [...registration]))
      .groupBy(parts.registration)
      .having(sql`${held} < ${parts.packs}`);
  }
}
