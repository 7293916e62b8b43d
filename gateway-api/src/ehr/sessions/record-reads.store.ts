/** Keeps what custodians released of the own patients' records, for these to see. */
import { inArray } from 'drizzle-orm';
import type { Database, Executor } from '../../database';
import type { RecordRead } from './record-read.schema';
import { recordReads } from './record-reads.table';

/** A release as it was told. */
export type RecordReadRow = typeof recordReads.$inferSelect;

/** The store of releases. */
export class RecordReadStore {
  constructor(private readonly db: Database) {}

  /** Keeps what a custodian tells. */
  async keep(custodian: string, { at, ...read }: RecordRead, within: Executor): Promise<void> {
    await within.insert(recordReads).values({ ...read, custodian, at: new Date(at) });
  }

  /** What was released by these sessions, in the order in which it was told. */
  async ofSessions(sessions: readonly string[]): Promise<RecordReadRow[]> {
    if (sessions.length === 0) return [];
    const which = inArray(recordReads.session, [...sessions]);
    return this.db.select().from(recordReads).where(which).orderBy(recordReads.number);
  }
}
