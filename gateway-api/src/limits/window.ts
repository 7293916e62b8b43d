/** Counts by key in windows of time: each key's window begins with its first count. In memory: a restart forgets. */
import { MemoryStore, type Options } from 'express-rate-limit';
import { TooManyRequests } from './too-many-requests';

/** How much is allowed. */
export interface Allowance {
  /** Counts of one key in one window. */
  readonly most: number;
  /** Milliseconds. */
  readonly windowMs: number;
  /** What is counted, for the refusal: `requests`. */
  readonly what: string;
}

/** What a store knows of a key. */
interface Counted {
  readonly totalHits: number;
  readonly resetTime: Date | undefined;
}

/** The windows of all keys. */
export class Windows {
  /** Forgets keys whose window has ended, so that it holds no more than who asked lately. */
  readonly #store = new MemoryStore();

  constructor(private readonly allowance: Allowance) {
    // Of its options the store reads this one alone.
    this.#store.init({ windowMs: allowance.windowMs } as Options);
  }

  /** Counts one. @throws TooManyRequests when it is one more than allowed */
  async count(key: string): Promise<void> {
    const counted = await this.#store.increment(key);
    if (counted.totalHits > this.allowance.most) throw this.#refusal(counted);
  }

  /** @throws TooManyRequests when no more is allowed in this window */
  async requireRoom(key: string): Promise<void> {
    const counted = await this.#store.get(key);
    if (counted !== undefined && counted.totalHits >= this.allowance.most) throw this.#refusal(counted);
  }

  #refusal({ resetTime }: Counted): TooManyRequests {
    const { most, windowMs, what } = this.allowance;
    const wait = (resetTime?.getTime() ?? Date.now() + windowMs) - Date.now();
    const seconds = Math.max(1, Math.ceil(wait / 1_000));
    return new TooManyRequests(`at most ${most} ${what} in ${windowMs / 1_000} seconds`, seconds);
  }
}
