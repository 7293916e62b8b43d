/** Reads a whole journal as it stands and says where it first is not what was written, in memory that does not grow with it. */
import { checkEntry, EMPTY_JOURNAL, isFault, JOURNAL_LOG, type JournalFault } from '@theriac/domain/journal';
import { toHex } from '@theriac/domain/ledger';
import { eq } from 'drizzle-orm';
import type { Database } from '../database';
import { nodeDigest } from '../supply/node-digest';
import type { AnchoredHead } from './anchored-heads';
import { journalHead } from './journal.table';
import { storedEntries } from './stored-entries';

/** A fault; where only the ledger tells that something is wrong, it lies somewhere up to `until`. */
export interface FoundFault extends JournalFault {
  readonly until?: number;
}

/** What a verification found. */
export interface JournalReport {
  /** Entries that were found right, from the first on. */
  readonly entries: number;
  /** How many of them have lost their personal part. */
  readonly erased: number;
  /** How many of these no erasure accounts for: somebody else removed them. */
  readonly unaccounted: number;
  /** How many heads of the ledger agree. */
  readonly agreeingHeads: number;
  /** The newest of them: what comes after it, nothing outside of this database binds. */
  readonly newestHead: AnchoredHead | undefined;
  readonly fault: FoundFault | undefined;
}

/** What is verified. */
export interface VerifyOptions {
  readonly db: Database;
  /** Read from the ledger before, so that the journal has all that they cover. */
  readonly heads: readonly AnchoredHead[];
  /** Told now and then how many entries have been read. */
  readonly progress?: (entries: number) => void;
}

/** Verifies a journal while others go on writing it: what is read is as it stood at one moment. */
export async function verifyJournal({ db, heads, progress = () => undefined }: VerifyOptions): Promise<JournalReport> {
  return db.transaction(
    async (work) => {
      const [end] = await work.select().from(journalHead).where(eq(journalHead.log, JOURNAL_LOG));
      const found = new Findings(heads);
      for await (const entries of storedEntries(work)) {
        for (const stored of entries) if (!found.take(checkEntry(nodeDigest, found.head, stored))) return found.report;
        progress(found.head.size);
      }
      found.end(end ?? EMPTY_JOURNAL);
      return found.report;
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** What has been found so far. */
class Findings {
  head = EMPTY_JOURNAL;
  #erased = 0;
  #accounted = 0;
  #agreeing = 0;
  #newest: AnchoredHead | undefined;
  #fault: FoundFault | undefined;

  constructor(private readonly heads: readonly AnchoredHead[]) {}

  /** Whether the entry is right. */
  take(checked: ReturnType<typeof checkEntry>): boolean {
    if (isFault(checked)) {
      this.#fault = checked;
      return false;
    }
    const { head, entry, isErased } = checked;
    this.head = head;
    if (isErased) this.#erased += 1;
    if (entry.kind === 'erasure') this.#accounted += entry.what.count ?? 0;
    return this.#compare(entry.at);
  }

  /** All entries were right: whether they are all. */
  end({ size, hash }: { readonly size: number; readonly hash: Uint8Array }): void {
    const anchored = this.heads.at(-1)?.size ?? 0;
    if (Math.max(size, anchored) > this.head.size)
      this.#fault = { ...MISSING, sequence: this.head.size + 1, detail: 'the journal ends before it' };
    else if (size < this.head.size || toHex(hash) !== toHex(this.head.hash))
      this.#fault = { ...ADDED, sequence: size + 1, detail: 'it was added past the journal’s own end' };
  }

  get report(): JournalReport {
    return {
      ...{ entries: this.head.size, erased: this.#erased, agreeingHeads: this.#agreeing },
      unaccounted: Math.max(0, this.#erased - this.#accounted),
      ...{ newestHead: this.#newest, fault: this.#fault },
    };
  }

  /**
   * Somebody who changes an entry and makes all hashes after it anew is found here: at the next head of the ledger, and
   * the change lies after the last one that agreed.
   */
  #compare(at: string): boolean {
    const anchored = this.heads[this.#agreeing];
    if (anchored?.size !== this.head.size) return true;
    if (anchored.head !== toHex(this.head.hash)) {
      const from = (this.#newest?.size ?? 0) + 1;
      const detail = 'all hashes follow, but the ledger holds another';
      this.#fault = { kind: 'altered', sequence: from, at: undefined, until: anchored.size, detail };
      if (from === anchored.size) this.#fault = { ...this.#fault, at };
      return false;
    }
    this.#agreeing += 1;
    this.#newest = anchored;
    return true;
  }
}

const MISSING = { kind: 'missing', at: undefined } as const;
const ADDED = { kind: 'reordered', at: undefined } as const;
