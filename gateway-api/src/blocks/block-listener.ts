/** Reads a channel's blocks into this gateway's database: each block once, in order, together with the checkpoint. */
import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../database/database';
import { type Clock, pauseBefore, systemClock } from '../ledger/clock';
import type { Ledger, LedgerBlock } from '../ledger/ledger.port';
import { BlockBroken } from './block-broken';
import { type Checkpoint, CheckpointMoved, passBlock, readCheckpoint } from './checkpoints';
import type { PrivateBodies, PrivateEvents } from './private-events.port';
import { readBodies } from './read-bodies';

/**
 * What is done with a block, inside the transaction that moves the checkpoint. A block may come again after a crash of
 * the database, with all that was written for it gone: an id that leaves this gateway derives from the block, never from chance.
 */
export interface BlockReader {
  readonly name: string;
  /** The events that it needs whole from private data, by their name. */
  readonly privateEvents?: ReadonlySet<string>;
  /** @param bodies of the private events that the readers need */
  apply(block: LedgerBlock, work: Transaction, bodies?: PrivateBodies): Promise<void>;
}

/** Everything is synchronous and must not throw. */
export interface ListenerObserver {
  blockApplied(block: LedgerBlock, milliseconds: number): void;
  /**
   * A block could not be applied now, and is tried again: the database is away, the own peer waits for private data, or a
   * projection does not understand it.
   */
  stuck(channel: string, error: unknown): void;
  /** The alarm: the listener has stopped, and only a person can tell what happened to the chain. */
  broken(error: BlockBroken): void;
}

/** What a listener is made of. */
export interface BlockListenerOptions {
  readonly channel: string;
  readonly ledger: Pick<Ledger, 'blocks'>;
  readonly database: Database;
  readonly readers: readonly BlockReader[];
  /** Needed where a reader needs private events. */
  readonly privateEvents?: PrivateEvents;
  readonly observer: ListenerObserver;
  readonly clock?: Clock;
}

/** `stuck`: the same block is tried again; `broken`: stopped by an alarm. */
export type ListenerState = 'idle' | 'following' | 'stuck' | 'broken';

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;

/** One listener a channel and database. */
export class BlockListener {
  #state: ListenerState = 'idle';
  #nextBlock = 0n;
  #failedBlock: bigint | undefined;
  readonly #waiting = new Set<() => void>();
  /** The names of events that a reader needs whole. */
  readonly #private: ReadonlySet<string>;

  constructor(private readonly options: BlockListenerOptions) {
    this.#private = new Set(options.readers.flatMap(({ privateEvents }) => [...(privateEvents ?? [])]));
    if (this.#private.size > 0 && options.privateEvents === undefined)
      throw new Error(`${options.channel} is read for private events, and nobody finds them`);
  }

  get channel(): string {
    return this.options.channel;
  }

  get state(): ListenerState {
    return this.#state;
  }

  /** The first block that has not been applied. */
  get nextBlock(): bigint {
    return this.#nextBlock;
  }

  /** Reads until the signal aborts, or an alarm stops it; never rejects. The checkpoint's row must exist. */
  async run(signal: AbortSignal): Promise<void> {
    const clock = this.options.clock ?? systemClock;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const before = this.#nextBlock;
      try {
        await this.#follow(signal);
      } catch (error) {
        if (error instanceof BlockBroken) {
          this.#state = 'broken';
          this.options.observer.broken(error);
          return;
        }
        if (!(error instanceof CheckpointMoved)) this.#tellStuck(error);
      }
      if (this.#nextBlock !== before) attempt = 1;
      await clock.sleep(pauseBefore(attempt, FIRST_PAUSE, LONGEST_PAUSE, clock), signal);
    }
    this.#state = 'idle';
  }

  /**
   * Waits until a block has been applied, so that who has just committed finds the change in the projections.
   *
   * @returns false when the time is over first
   */
  async reached(block: bigint, milliseconds: number): Promise<boolean> {
    const signal = AbortSignal.timeout(milliseconds);
    while (this.#nextBlock <= block && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.#waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
    return this.#nextBlock > block;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { channel, ledger, database } = this.options;
    let checkpoint = await readCheckpoint(database, channel);
    this.#standAt(checkpoint.nextBlock);
    // A block that failed before is still to be shown that it can be applied.
    this.#state = this.#failedBlock === checkpoint.nextBlock ? 'stuck' : 'following';
    for await (const block of ledger.blocks(channel, checkpoint.nextBlock, signal)) {
      requireChained(block, checkpoint);
      this.#failedBlock = block.number;
      await this.#apply(block);
      this.#failedBlock = undefined;
      checkpoint = { nextBlock: block.number + 1n, lastHash: block.hash };
      this.#standAt(checkpoint.nextBlock);
      this.#state = 'following';
    }
  }

  #standAt(nextBlock: bigint): void {
    this.#nextBlock = nextBlock;
    for (const wake of [...this.#waiting]) wake();
  }

  async #apply(block: LedgerBlock): Promise<void> {
    const begun = performance.now();
    const { privateEvents } = this.options;
    // Asked before the database is: no row is locked while a peer thinks, or has not received what it is asked for.
    const bodies = privateEvents && (await readBodies(block, this.#private, privateEvents));
    await this.options.database.transaction(async (work) => {
      // Rows and checkpoint are lost together in a crash of the database, and come again: nothing waits for the disk.
      await work.execute(sql`set local synchronous_commit = off`);
      await passBlock(work, block);
      for (const reader of this.options.readers) await reader.apply(block, work, bodies);
    });
    this.options.observer.blockApplied(block, performance.now() - begun);
  }

  #tellStuck(error: unknown): void {
    this.#state = 'stuck';
    this.options.observer.stuck(this.options.channel, error);
  }
}

/** The chain holds: this block names the one that was applied before it. */
function requireChained(block: LedgerBlock, { nextBlock, lastHash }: Checkpoint): void {
  if (block.number !== nextBlock)
    throw new BlockBroken(block.channel, block.number, `it came in the place of ${nextBlock}`);
  if (lastHash !== undefined && Buffer.compare(block.previousHash, lastHash) !== 0)
    throw new BlockBroken(block.channel, block.number, 'it does not follow the block that was read before it');
}
