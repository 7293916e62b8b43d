/** Reads recalls, and what sites said to them, from the projection. */
import type { MemberKind } from '@theriac/domain/consortium';
import { depthsReaching } from '@theriac/domain/supply';
import { and, desc, eq, inArray, notExists, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../database';
import { recallReports, recalls } from './recalls.table';

/** A recall as it stands. */
export type RecallRow = typeof recalls.$inferSelect;

/** What a site said to a recall. */
export type RecallReportRow = typeof recallReports.$inferSelect;

/** Who has not acknowledged yet: a site, or an organisation at any of its sites. */
export interface Holding {
  readonly organisation: string;
  readonly kind: MemberKind;
  readonly site: string | undefined;
}

/** Which recalls. */
export interface RecallFilter {
  readonly state: RecallRow['state'] | undefined;
  readonly gtin: string | undefined;
  /** Only those that this holder is to act on, and has not acknowledged in their present text. */
  readonly unacknowledgedBy: Holding | undefined;
  /** Time and id of the last recall that was shown. */
  readonly after: readonly [proposedAt: string, recall: string] | undefined;
}

/** Reads recalls. */
export class RecallStore {
  constructor(private readonly db: Database) {}

  /** Newest first. */
  list({ state, gtin, unacknowledgedBy, after }: RecallFilter, most: number): Promise<RecallRow[]> {
    const which = and(
      state && eq(recalls.state, state),
      gtin === undefined ? undefined : eq(recalls.gtin, gtin),
      unacknowledgedBy && this.#unacknowledged(unacknowledgedBy),
      after && sql`(${recalls.proposedAt}, ${recalls.recall}) < (${after[0]}, ${after[1]})`,
    );
    const newestFirst = [desc(recalls.proposedAt), desc(recalls.recall)];
    return this.db
      .select()
      .from(recalls)
      .where(which)
      .orderBy(...newestFirst)
      .limit(most);
  }

  /** The transaction of a recall's last change, as far as its blocks have arrived here. */
  async transactionOf(recall: string): Promise<Pick<RecallRow, 'changedAt' | 'transactionId'> | undefined> {
    const { changedAt, transactionId } = recalls;
    const [row] = await this.db.select({ changedAt, transactionId }).from(recalls).where(eq(recalls.recall, recall));
    return row;
  }

  /** What sites said, in the order of organisations and sites. */
  reportsOf(recall: string): Promise<RecallReportRow[]> {
    return this.db
      .select()
      .from(recallReports)
      .where(eq(recallReports.recall, recall))
      .orderBy(recallReports.organisation, recallReports.site);
  }

  #unacknowledged({ organisation, kind, site }: Holding): SQL | undefined {
    const said = this.db
      .select({ one: sql`1` })
      .from(recallReports)
      .where(
        and(
          eq(recallReports.recall, recalls.recall),
          eq(recallReports.organisation, organisation),
          site === undefined ? undefined : eq(recallReports.site, site),
          eq(recallReports.acknowledged, recalls.inForce),
        ),
      );
    const reaching = inArray(recalls.depth, [...depthsReaching(kind)]);
    return and(eq(recalls.state, 'confirmed'), reaching, notExists(said));
  }
}
