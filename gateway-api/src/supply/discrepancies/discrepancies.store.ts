/** Reads discrepancies from the projection. */
import type { DiscrepancyKind } from '@theriac/domain/supply';
import { and, desc, eq, or, sql } from 'drizzle-orm';
import type { Database } from '../../database';
import { discrepancies } from './discrepancies.table';

/** A discrepancy as it stands. */
export type DiscrepancyRow = typeof discrepancies.$inferSelect;

/** Which discrepancies. */
export interface DiscrepancyFilter {
  /** Reported by this organisation, or against it; undefined: anybody's. */
  readonly party: string | undefined;
  readonly isOpen: boolean | undefined;
  readonly kind: DiscrepancyKind | undefined;
  readonly shipment: string | undefined;
  /** Whether the ledger knew otherwise when it was reported. */
  readonly isFlagged: boolean | undefined;
  /** Time and id of the discrepancy after which the page begins. */
  readonly after: readonly [string, string] | undefined;
}

/** Reads discrepancies. */
export class DiscrepancyStore {
  constructor(private readonly db: Database) {}

  /** Newest first. */
  list(filter: DiscrepancyFilter, most: number): Promise<DiscrepancyRow[]> {
    const { party, isOpen, kind, shipment, isFlagged, after } = filter;
    const { reporter, counterparty, reportedAt, discrepancy } = discrepancies;
    const which = and(
      party === undefined ? undefined : or(eq(reporter, party), eq(counterparty, party)),
      isOpen === undefined ? undefined : eq(discrepancies.isOpen, isOpen),
      kind && eq(discrepancies.kind, kind),
      shipment === undefined ? undefined : eq(discrepancies.shipment, shipment),
      isFlagged === undefined ? undefined : eq(discrepancies.isFlagged, isFlagged),
      after && sql`(${reportedAt}, ${discrepancy}) < (${after[0]}, ${after[1]})`,
    );
    return this.db.select().from(discrepancies).where(which).orderBy(desc(reportedAt), desc(discrepancy)).limit(most);
  }
}
