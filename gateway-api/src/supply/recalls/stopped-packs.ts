/** The packs that a recall stops, as far as this gateway knows: how many are registered, and who holds how many. */
import type { Gtin, LotNumber } from '@theriac/domain/gs1';
import type { Holder } from '@theriac/domain/supply';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Database } from '../../database';
import { parts } from '../lots.table';
import { heldRows } from './held-packs';
import type { StoppedLots } from './stopped-lots';

/** Packs with one organisation, at one of its sites when that is known. */
export interface HeldPacks {
  readonly organisation: string;
  readonly site?: string;
  /** On their way from there to this receiver. */
  readonly to?: Holder;
  /** They left the network from there, or were lost: nobody in it has them. */
  readonly gone?: 'left' | 'lost';
  readonly packs: number;
}

/** A pack of the recall that this organisation supplied before: only its own data know it. */
export interface SuppliedPack {
  readonly gtin: Gtin;
  readonly lot: LotNumber;
  readonly serial: string;
  readonly site: string;
  /** The day, as a calendar date. */
  readonly suppliedOn: string;
}

/** Finds the packs of a recall that this organisation supplied before. */
export type FindSupplied = (stopped: StoppedLots) => Promise<readonly SuppliedPack[]>;

/** Reads what is known of stopped packs. */
export class StoppedPacks {
  constructor(private readonly db: Database) {}

  /** How many lots and packs are registered now: more may have come since a recall was proposed. */
  async registered(stopped: StoppedLots): Promise<{ lots: number; packs: number }> {
    const [row] = await this.db
      .select({
        lots: sql<number>`count(distinct ${parts.lot})::int`,
        packs: sql<number>`coalesce(sum(${parts.packs}), 0)::int`,
      })
      .from(parts)
      .where(areStopped(stopped));
    return row ?? { lots: 0, packs: 0 };
  }

  /**
   * Who holds how many packs that are to be had: not those that were supplied, taken out of stock or destroyed. What no
   * container and no event of its own tells of is with its maker.
   */
  async holdersOf(stopped: StoppedLots): Promise<HeldPacks[]> {
    const { rows } = await this.db.execute(heldRows(stopped, areStopped(stopped)));
    return (rows as unknown as HeldRow[]).map(
      ({ organisation, site, to_organisation: receiver, to_site: toSite, gone, packs }) => ({
        organisation,
        ...(site !== null && { site }),
        ...(receiver !== null && toSite !== null && { to: { organisation: receiver, site: toSite } }),
        ...(gone !== null && { gone }),
        packs,
      }),
    );
  }
}

interface HeldRow {
  readonly organisation: string;
  readonly site: string | null;
  readonly to_organisation: string | null;
  readonly to_site: Holder['site'] | null;
  readonly gone: 'left' | 'lost' | null;
  readonly packs: number;
}

function areStopped({ gtin, lots }: StoppedLots) {
  const areNamed = lots.length === 0 ? undefined : inArray(parts.lot, [...lots]);
  return and(eq(parts.gtin, gtin), ne(parts.state, 'abandoned'), areNamed);
}
