/** Reads lots, parts and pages from the projection. */
import type { Gtin, LotNumber } from '@theriac/domain/gs1';
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

/** A pack's digest and the lot that it would be in. */
export interface PackTrace {
  readonly lot: LotNumber;
  readonly digest: Uint8Array;
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
   * The sealed part that holds one of these digests, each looked for in its lot, by one query over one page of each
   * part: a hint to the ledger, where a hit proves itself. Undefined when no page that has arrived here holds one.
   */
  async partHolding(gtin: Gtin, traces: readonly PackTrace[]): Promise<string | undefined> {
    const asked = sql`unnest(
      ${sql.param(traces.map(({ lot }) => lot))}::text[],
      ${sql.param(traces.map(({ digest }) => Buffer.from(digest)))}::bytea[]
    ) as asked (lot, digest)`;
    // The page's number as `pageOf` reckons it; the numbers are small, so that whole division is exact.
    const page = sql`((get_byte(asked.digest, 0) * 256 + get_byte(asked.digest, 1)) * ${parts.pages}) / 65536`;
    const [found] = await this.db
      .select({ registration: parts.registration })
      .from(asked)
      .innerJoin(parts, and(eq(parts.gtin, gtin), eq(parts.lot, sql`asked.lot`), eq(parts.state, 'sealed')))
      .innerJoin(partPages, and(eq(partPages.registration, parts.registration), eq(partPages.number, page)))
      // A hit across two digests is a chance of 1 in 2^115, and would be a wrong hint only.
      .where(sql`position(asked.digest in ${partPages.digests}) > 0`)
      .limit(1);
    return found?.registration;
  }

  /** The lot of a part whose blocks have arrived here. */
  async lotOfPart(registration: string): Promise<LotNumber | undefined> {
    const [row] = await this.db.select({ lot: parts.lot }).from(parts).where(eq(parts.registration, registration));
    return row?.lot as LotNumber | undefined;
  }

  /** A lot's expiry, written YYYY-MM-DD. */
  async expiryOf({ gtin, lot }: LotKey): Promise<string | undefined> {
    const [row] = await this.db
      .select({ expiry: lots.expiry })
      .from(lots)
      .where(and(eq(lots.gtin, gtin), eq(lots.lot, lot)));
    return row?.expiry;
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

  /** The registration ids of a maker's sealed parts of products. */
  async sealedPartsOf(maker: string, gtins: ReadonlySet<Gtin>): Promise<string[]> {
    const rows = await this.db
      .select({ registration: parts.registration })
      .from(parts)
      .where(and(inArray(parts.gtin, [...gtins]), eq(parts.maker, maker), eq(parts.state, 'sealed')));
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
