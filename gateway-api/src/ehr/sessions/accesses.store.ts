/** Who saw what of a patient's record: sessions with what custodians released by them. */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../database';
import { accessSessions } from './access-sessions.table';
import type { RecordReadRow, RecordReadStore } from './record-reads.store';

/** A session, and what was released by it. */
export type Access = typeof accessSessions.$inferSelect & { readonly reads: readonly RecordReadRow[] };

/** The time and id of the last session that was shown. */
export type AccessPosition = readonly [askedAt: string, session: string];

/** Lists accesses. */
export class AccessStore {
  constructor(
    private readonly db: Database,
    private readonly reads: RecordReadStore,
  ) {}

  /** Newest first. */
  async list(patient: string, after: AccessPosition | undefined, most: number): Promise<Access[]> {
    const { askedAt, session } = accessSessions;
    const isEarlier = after && sql`(${askedAt}, ${session}) < (${after[0]}, ${after[1]})`;
    const rows = await this.db
      .select()
      .from(accessSessions)
      .where(and(eq(accessSessions.patient, patient), isEarlier))
      .orderBy(desc(askedAt), desc(session))
      .limit(most);
    const all = await this.reads.ofSessions(rows.map((row) => row.session));
    // A custodian tells of its own releases only; of another patient's it would be a lie.
    return rows.map((row) => {
      return { ...row, reads: all.filter((one) => one.session === row.session && one.patient === patient) };
    });
  }
}
