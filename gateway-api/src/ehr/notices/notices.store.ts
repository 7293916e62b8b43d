/** Reads what patients are told. */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../database';
import { patientNotices } from './patient-notices.table';

/** A notice. */
export type NoticeRow = typeof patientNotices.$inferSelect;

/** The last notice that was shown. */
export type NoticeCursor = readonly [at: string, transactionId: string];

/** Reads notices. */
export class NoticeStore {
  constructor(private readonly db: Database) {}

  /** A patient's, the newest first. */
  list(patient: string, after: NoticeCursor | undefined, most: number): Promise<NoticeRow[]> {
    const { at, transactionId } = patientNotices;
    const isAfter = after && sql`(${at}, ${transactionId}) < (${after[0]}, ${after[1]})`;
    return this.db
      .select()
      .from(patientNotices)
      .where(and(eq(patientNotices.patient, patient), isAfter))
      .orderBy(desc(at), desc(transactionId))
      .limit(most);
  }
}
