/** The orderer: takes envelopes one after the other, and cuts blocks of them by count, by time or when told. */

/** When a block is cut. */
export interface Batch {
  /** As soon as it holds so many. */
  readonly maxTransactions: number;
  /** Milliseconds after the first; `manual`: only by count, and when told. */
  readonly timeout: number | 'manual';
}

/** Collects envelopes for one channel. */
export class BlockCutter<T> {
  private pending: T[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** @param cut gets each batch, in order */
  constructor(
    private readonly batch: Batch,
    private readonly cut: (batch: readonly T[]) => void,
  ) {}

  /** Takes one in. */
  add(item: T): void {
    this.pending.push(item);
    if (this.pending.length >= this.batch.maxTransactions) this.flush();
    else if (this.batch.timeout !== 'manual') {
      this.timer ??= setTimeout(() => {
        this.flush();
      }, this.batch.timeout);
    }
  }

  /** Cuts a block of what there is; none when there is nothing. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.pending;
    this.pending = [];
    if (batch.length > 0) this.cut(batch);
  }
}
