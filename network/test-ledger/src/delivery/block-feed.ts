/** A channel's chain, and its delivery to listeners from any block on. */
import type { LedgerBlock } from '../ledger.types';
import type { RuleBook } from '../rules';

/** All blocks so far, and those to come. */
export class BlockFeed {
  private readonly blocks: LedgerBlock[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(private readonly rules: RuleBook) {}

  /** How many blocks there are, block 0 included. */
  get height(): bigint {
    return BigInt(this.blocks.length);
  }

  /** The newest block. */
  get last(): LedgerBlock | undefined {
    return this.blocks.at(-1);
  }

  /** Adds the next block. */
  append(block: LedgerBlock): void {
    this.blocks.push(block);
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  /** Blocks from a number on, in order, without end, until the signal aborts. */
  async *from(number: bigint, signal: AbortSignal): AsyncGenerator<LedgerBlock, void, undefined> {
    let next = this.rules.applies('delivery-from-checkpoint') ? Number(number) : this.blocks.length;
    while (!signal.aborted) {
      const block = this.blocks[next];
      if (block === undefined) await this.news(signal);
      else {
        next += 1;
        yield block;
      }
    }
  }

  private news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
