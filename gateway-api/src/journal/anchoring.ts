/** Puts the journal's head on the ledger at intervals: from then on nothing below it changes unseen, by nobody's hand. */
import { JOURNAL_LOG } from '@theriac/domain/journal';
import { LedgerError, toHex } from '@theriac/domain/ledger';
import type { AnchorsClient } from '../anchors/anchors.client';
import type { Caller } from '../caller';
import type { JournalState, JournalStore } from './journal.store';

/** What anchors. */
export interface AnchoringParts {
  readonly store: JournalStore;
  readonly client: AnchorsClient;
  /** The gateway itself. */
  readonly machine: Caller;
  readonly channel: string;
  /** An entry waits at most so long, milliseconds, or until there are so many. */
  readonly everyMs: number;
  readonly everyEntries: number;
}

/**
 * The ledger's head is of another journal than this one: an entry below it was changed, or the database is an older copy.
 * Nothing is anchored over it.
 */
export class JournalDiverged extends Error {
  constructor() {
    super('the head on the ledger is not of this journal: npm run journal:verify');
    this.name = 'JournalDiverged';
  }
}

/** Anchors the heads of one journal. Several processes may: the ledger takes the same head twice, and no smaller one. */
export class JournalAnchoring {
  #isDiverged = false;

  constructor(private readonly parts: AnchoringParts) {}

  /** Whether the last look found that the ledger's head is not of this journal. */
  get isDiverged(): boolean {
    return this.#isDiverged;
  }

  /** Anchors when it is time. @throws JournalDiverged; LedgerError when the ledger is away: the next look tries again */
  async anchorWhenDue(): Promise<void> {
    const { store, everyMs, everyEntries } = this.parts;
    const { entries, oldestMs } = await store.unanchored();
    if (entries > 0 && (oldestMs >= everyMs || entries >= everyEntries)) await this.anchor();
  }

  /** Anchors all that stands now; nothing when the ledger has it. */
  async anchor(): Promise<void> {
    const state = await this.parts.store.state();
    if (state === undefined || state.size === state.anchoredSize) return;
    if ((await this.#anchoredBefore(state)) >= state.size) return;
    const { client, machine, channel, store } = this.parts;
    const command = { log: JOURNAL_LOG, size: state.size, head: toHex(state.hash) };
    try {
      await client.anchorHead(machine, channel, command, `journal ${state.size}`);
      await store.noteAnchored(state.size);
    } catch (error) {
      // Another process of this organisation was faster and has anchored more; the next look learns how much.
      if (!(error instanceof LedgerError && error.code === 'HEAD_NOT_GROWING')) throw error;
    }
  }

  /** How much the ledger covers; a head that is not of this journal is never covered up by a longer one. */
  async #anchoredBefore({ size, hash }: JournalState): Promise<number> {
    const { client, machine, channel, store } = this.parts;
    const last = await client.readHead(machine, channel, machine.organisation, JOURNAL_LOG);
    if (last === undefined) return 0;
    const own = last.size === size ? hash : await store.hashOf(last.size);
    this.#isDiverged = own === undefined || toHex(own) !== last.head;
    if (this.#isDiverged) throw new JournalDiverged();
    await store.noteAnchored(last.size);
    return last.size;
  }
}
