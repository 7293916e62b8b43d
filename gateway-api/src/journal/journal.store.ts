/** The reading end of the journal: lists for people, and how much of it the ledger does not cover yet. */
import { JOURNAL_LOG, type JournalHead, type JournalKind } from '@theriac/domain/journal';
import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Database } from '../database';
import { journalEntries, journalHead, journalPersonalParts } from './journal.table';

/** Which entries. */
export interface JournalFilter {
  readonly patient: string | undefined;
  readonly kind: JournalKind | undefined;
  /** From this moment on. */
  readonly from: string | undefined;
  /** Before this moment. */
  readonly to: string | undefined;
  /** The number of the last entry that was shown. */
  readonly after: number | undefined;
}

/** An entry as a list has it. */
export interface JournalRow {
  readonly sequence: number;
  readonly body: string;
  /** Null when there is none, or it was erased. */
  readonly part: string | null;
}

/** Entries that the ledger's head does not cover. */
export interface Unanchored {
  readonly entries: number;
  /** The age of the oldest, by the database's clock. */
  readonly oldestMs: number;
}

/** How far the journal reaches, and how much of that is anchored as far as this gateway has heard. */
export interface JournalState extends JournalHead {
  readonly anchoredSize: number;
}

/** The store. */
export class JournalStore {
  constructor(private readonly db: Database) {}

  /** Newest first. */
  async list({ patient, kind, from, to, after }: JournalFilter, most: number): Promise<JournalRow[]> {
    const { sequence, body, at } = journalEntries;
    return this.db
      .select({ sequence, body, part: journalPersonalParts.part })
      .from(journalEntries)
      .leftJoin(journalPersonalParts, eq(journalPersonalParts.sequence, sequence))
      .where(
        and(
          patient === undefined ? undefined : eq(journalPersonalParts.patient, patient),
          kind === undefined ? undefined : eq(journalEntries.kind, kind),
          from === undefined ? undefined : gte(at, new Date(from)),
          to === undefined ? undefined : lt(at, new Date(to)),
          after === undefined ? undefined : lt(sequence, after),
        ),
      )
      .orderBy(desc(sequence))
      .limit(most);
  }

  /** Undefined before the first entry. */
  async state(): Promise<JournalState | undefined> {
    const { size, hash, anchoredSize } = journalHead;
    const [row] = await this.db
      .select({ size, hash, anchoredSize })
      .from(journalHead)
      .where(eq(journalHead.log, JOURNAL_LOG));
    return row;
  }

  /** The hash of an entry; undefined when there is none of this number. */
  async hashOf(sequence: number): Promise<Uint8Array | undefined> {
    const { hash } = journalEntries;
    const [row] = await this.db.select({ hash }).from(journalEntries).where(eq(journalEntries.sequence, sequence));
    return row?.hash;
  }

  /** Notes what the ledger covers; an older note never replaces a newer one. */
  async noteAnchored(size: number): Promise<void> {
    await this.db
      .update(journalHead)
      .set({ anchoredSize: size })
      .where(and(eq(journalHead.log, JOURNAL_LOG), lt(journalHead.anchoredSize, size)));
  }

  async unanchored(): Promise<Unanchored> {
    const { size, anchoredSize, log } = journalHead;
    const [row] = await this.db
      .select({
        entries: sql<number>`(${size} - ${anchoredSize})::int`,
        oldestMs: sql<number>`(extract(epoch from clock_timestamp() - ${journalEntries.at}) * 1000)::float8`,
      })
      .from(journalHead)
      .innerJoin(journalEntries, eq(journalEntries.sequence, sql`${anchoredSize} + 1`))
      .where(eq(log, JOURNAL_LOG));
    return row ?? { entries: 0, oldestMs: 0 };
  }
}
