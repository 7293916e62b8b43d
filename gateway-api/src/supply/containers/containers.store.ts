/** Reads containers from the projection. */
import type { Gtin, LotNumber, Sscc } from '@theriac/domain/gs1';
import { and, type AnyColumn, asc, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../database';
import type { LotKey } from '../supply.client';
import { containers } from './containers.table';
import { lotsInside } from './lots-inside';
import type { PacksOfLot } from './packs-by-lot';

/** A container as it stands, with where that is. */
export type ContainerRow = Omit<typeof containers.$inferSelect, 'organisation' | 'site'> & {
  /** Where its outermost container stands. */
  readonly holder: { readonly organisation: string; readonly site: string };
};

/** Which containers. */
export interface ContainerFilter {
  readonly holder?: string | undefined;
  readonly site?: string | undefined;
  /** Directly in this one. */
  readonly parent?: string | undefined;
  /** With packs of this product, of this lot, directly in them. */
  readonly gtin?: Gtin | undefined;
  readonly lot?: LotNumber | undefined;
  readonly isInTransit?: boolean | undefined;
  /** Whether nobody has them any more; unless it is said, a holder's are those that it has. */
  readonly isGone?: boolean | undefined;
  /** The SSCC after which the page begins. */
  readonly after?: string | undefined;
}

/** Who holds what lies in a container, whether it is on its way or gone, its outermost container says. */
const outermost = alias(containers, 'outermost');

/** Reads containers. */
export class ContainerStore {
  constructor(private readonly db: Database) {}

  /** Containers in the order of their SSCCs. */
  async list(filter: ContainerFilter, most: number): Promise<ContainerRow[]> {
    const rows = await this.db
      .select({ one: containers, by: outermost })
      .from(containers)
      .innerJoin(outermost, eq(outermost.sscc, containers.outermost))
      .where(conditionOf(filter))
      .orderBy(asc(containers.sscc))
      .limit(most);
    return rows.map(({ one: { organisation: _organisation, site: _site, ...row }, by }) => ({
      ...row,
      ...{ shipment: by.shipment, toOrganisation: by.toOrganisation, toSite: by.toSite, gone: by.gone },
      holder: { organisation: by.organisation, site: by.site },
    }));
  }

  /** What lies in a container at any depth, by lots. */
  lotsInside(sscc: Sscc): Promise<PacksOfLot[]> {
    return lotsInside([sscc], this.db);
  }

  /** Those of the SSCCs that stand for a container already. */
  async known(ssccs: readonly Sscc[]): Promise<Sscc[]> {
    const rows = await this.db
      .select({ sscc: containers.sscc })
      .from(containers)
      .where(inArray(containers.sscc, [...ssccs]));
    return rows.map(({ sscc }) => sscc as Sscc);
  }

  /** A container at an organisation with packs of a lot directly in it, if it has one. */
  async withLot(holder: string, { gtin, lot }: LotKey): Promise<Sscc | undefined> {
    const [row] = await this.list({ holder, gtin, lot }, 1);
    return row?.sscc as Sscc | undefined;
  }
}

function conditionOf(filter: ContainerFilter): SQL | undefined {
  const { holder, site, parent, isInTransit, after } = filter;
  // What is gone nobody holds, though its row tells who did last.
  const isGone = filter.isGone ?? (holder === undefined && site === undefined ? undefined : false);
  return and(
    holder === undefined ? undefined : eq(outermost.organisation, holder),
    site === undefined ? undefined : eq(outermost.site, site),
    parent === undefined ? undefined : eq(containers.parent, parent),
    holdsLot(filter),
    isFilled(outermost.gone, isGone),
    isFilled(outermost.shipment, isInTransit),
    after === undefined ? undefined : gt(containers.sscc, after),
  );
}

function holdsLot({ gtin, lot }: ContainerFilter): SQL | undefined {
  if (gtin === undefined && lot === undefined) return undefined;
  return sql`${containers.lots} @> ${JSON.stringify([{ ...(gtin && { gtin }), ...(lot && { lot }) }])}::jsonb`;
}

/** Whether a column holds anything; undefined: either. */
function isFilled(column: AnyColumn, is: boolean | undefined): SQL | undefined {
  if (is === undefined) return undefined;
  return is ? isNotNull(column) : isNull(column);
}
