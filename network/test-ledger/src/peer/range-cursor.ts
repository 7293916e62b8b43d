/** A range that a contract walks, and how far it went. */
import type { RangeRead } from '../state/read-write-set';
import type { WorldState } from '../state/world-state';

/** A row of a range. */
export interface Row {
  readonly key: string;
  readonly value: Uint8Array;
}

/** Walks a range and remembers how far. */
export class RangeCursor {
  private next = 0;
  private isExhausted = false;

  constructor(
    private readonly state: WorldState,
    private readonly start: string,
    private readonly end: string,
    private readonly keys: readonly string[],
  ) {}

  /** The next row; undefined, and the range is exhausted, when there is none. */
  read(): Row | undefined {
    const key = this.keys[this.next];
    const entry = key === undefined ? undefined : this.state.get(key);
    if (key === undefined || entry === undefined) {
      this.isExhausted = true;
      return undefined;
    }
    this.next += 1;
    return { key, value: entry.value };
  }

  /** The key that a next page begins with; empty when there is none. */
  get bookmark(): string {
    return this.keys[this.next] ?? '';
  }

  /** What validation has to find unchanged. */
  get rangeRead(): RangeRead {
    const seen = this.keys.slice(0, this.next);
    return {
      start: this.start,
      end: this.isExhausted ? this.end : (seen.at(-1) ?? ''),
      isExhausted: this.isExhausted,
      rows: seen.map((key) => ({ key, version: this.state.get(key)?.version })),
    };
  }
}
