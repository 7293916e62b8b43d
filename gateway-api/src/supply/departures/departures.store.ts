/** Reads departures and readmissions from the projection. */
import { and, arrayContains, desc, eq, or, sql } from 'drizzle-orm';
import type { Database } from '../../database';
import { departures, readmissions } from './departures.table';

/** A departure as it was recorded. */
export type DepartureRow = typeof departures.$inferSelect;

/** A readmission as it was recorded. */
export type ReadmissionRow = typeof readmissions.$inferSelect;

/** Which of them. */
export interface BorderFilter {
  /** Those of this organisation; undefined: anybody's. */
  readonly party: string | undefined;
  /** Time and id of the one after which the page begins. */
  readonly after: readonly [string, string] | undefined;
}

/** Reads departures and readmissions, the newest first. */
export class DepartureStore {
  constructor(private readonly db: Database) {}

  departures({ party, after }: BorderFilter, most: number): Promise<DepartureRow[]> {
    const { organisation, at, id } = departures;
    return this.db
      .select()
      .from(departures)
      .where(
        and(
          party === undefined ? undefined : eq(organisation, party),
          after && sql`(${at}, ${id}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(at), desc(id))
      .limit(most);
  }

  /**
   * Those of the party, and those of others of what it held last.
   *
   * @param lastHolder only those of what this organisation held last
   */
  readmissions(
    { party, lastHolder, after }: BorderFilter & { readonly lastHolder: string | undefined },
    most: number,
  ): Promise<ReadmissionRow[]> {
    const { organisation, lastHolders, at, id } = readmissions;
    return this.db
      .select()
      .from(readmissions)
      .where(
        and(
          party === undefined ? undefined : or(eq(organisation, party), arrayContains(lastHolders, [party])),
          lastHolder === undefined ? undefined : arrayContains(lastHolders, [lastHolder]),
          after && sql`(${at}, ${id}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(at), desc(id))
      .limit(most);
  }
}
