/** The journal as businesses write it: what is appended here stands, in order, before it is answered. */
import { type JournalDraft, journalDraftSchema, type JournalEntry } from '@theriac/domain/journal';
import { eq } from 'drizzle-orm';
import type { Database, Transaction } from '../database';
import { appendEntries, lockHead } from './append-entries';
import { journalPersonalParts } from './journal.table';

/** Entries of several callers that one transaction takes: their commit costs as much as that of one. */
const MOST_TOGETHER = 1_000;

/** Somebody who waits until their entries stand. */
interface Waiting {
  readonly drafts: readonly JournalDraft[];
  readonly resolve: (entries: readonly JournalEntry[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What is journaled of an erasure. */
export type ErasureDraft = Omit<JournalDraft, 'kind' | 'patient'>;

/** The writing end of an organisation's journal. */
export class Journal {
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(private readonly db: Database) {}

  /**
   * Appends an entry. Resolves when it is durable, or inside a transaction when that has taken it: release an answer only
   * after that transaction's commit.
   *
   * @param within takes other locks first, and appends last: until its commit all of the organisation's entries wait
   * @throws ZodError when the draft holds what no entry may hold: a fault of who drafts, found before anything is written
   */
  async append(draft: JournalDraft, within?: Transaction): Promise<JournalEntry> {
    const [entry] = await this.appendAll([draft], within);
    if (entry === undefined) throw new Error('one entry was appended');
    return entry;
  }

  /** Appends entries one after the other with none in between; see {@link append}. */
  async appendAll(drafts: readonly JournalDraft[], within?: Transaction): Promise<readonly JournalEntry[]> {
    const parsed = drafts.map((draft) => journalDraftSchema.parse(draft));
    if (parsed.length === 0) return [];
    if (within !== undefined) return entriesOf(await appendEntries(within, parsed));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ drafts: parsed, resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  /**
   * Destroys what of all entries leads to a patient, and journals that this was done, to how many.
   *
   * @returns the entry, whose count says how many
   */
  async erase(patient: string, draft: ErasureDraft, within?: Transaction): Promise<JournalEntry> {
    if (within === undefined) return this.db.transaction((work) => this.erase(patient, draft, work));
    // First, so that nothing about the patient is appended meanwhile.
    await lockHead(within);
    const { rowCount } = await within.delete(journalPersonalParts).where(eq(journalPersonalParts.patient, patient));
    return this.append({ ...draft, kind: 'erasure', what: { ...draft.what, count: rowCount ?? 0 } }, within);
  }

  /** While one transaction commits, others' entries gather for the next. */
  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const together = this.#takeSome();
      try {
        const drafts = together.flatMap((one) => one.drafts);
        const entries = entriesOf(await this.db.transaction((work) => appendEntries(work, drafts)));
        let from = 0;
        for (const { drafts: own, resolve } of together) {
          resolve(entries.slice(from, from + own.length));
          from += own.length;
        }
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.#isWriting = false;
  }

  #takeSome(): Waiting[] {
    let entries = 0;
    const after = this.#waiting.findIndex(({ drafts }) => (entries += drafts.length) >= MOST_TOGETHER);
    return this.#waiting.splice(0, after < 0 ? this.#waiting.length : after + 1);
  }
}

function entriesOf(chained: readonly { readonly entry: JournalEntry }[]): readonly JournalEntry[] {
  return chained.map(({ entry }) => entry);
}
