/** A transaction while it runs at an endorser: what it sees of the state, and what is remembered of it. */
import type { RuleBook } from '../rules';
import { compareByBytes } from '../state/key-order';
import type { KeyRead, RangeRead, ReadWriteSet } from '../state/read-write-set';
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

/** Simulates one transaction against the committed state. */
export class Simulation {
  private readonly reads = new Map<string, KeyRead>();
  private readonly writes = new Map<string, Uint8Array | undefined>();
  private readonly policies = new Map<string, Uint8Array | undefined>();
  private readonly cursors: RangeCursor[] = [];
  private isPaginated = false;

  constructor(
    private readonly transactionId: string,
    private readonly state: WorldState,
    private readonly rules: RuleBook,
  ) {}

  /** A key's value. */
  value(key: string): Uint8Array | undefined {
    if (this.writes.has(key) && !this.rules.applies('own-writes-are-invisible')) return this.writes.get(key);
    this.noteRead(key);
    return this.state.get(key)?.value;
  }

  /** A key's endorsement policy. */
  policy(key: string): Uint8Array | undefined {
    if (this.rules.applies('reading-a-policy-is-a-read')) this.noteRead(key);
    return this.state.get(key)?.policy;
  }

  /** Writes a value; undefined deletes the key. */
  write(key: string, value: Uint8Array | undefined): void {
    this.refuseWriteAfterPages();
    this.writes.set(key, value);
  }

  /** Writes a key's endorsement policy; undefined removes it. */
  writePolicy(key: string, policy: Uint8Array | undefined): void {
    this.refuseWriteAfterPages();
    this.policies.set(key, policy);
  }

  /** Opens a range; `isPage` when the contract asked for a page of it. */
  range(start: string, end: string, isPage: boolean): RangeCursor {
    if (isPage) this.notePage();
    const keys = this.state.keysBetween(this.rules.applies('composite-key-namespace') ? start : openStart(start), end);
    const cursor = new RangeCursor(this.state, start, end, keys);
    this.cursors.push(cursor);
    return cursor;
  }

  /** All of it, in the order in which Fabric writes it down. */
  get readWriteSet(): ReadWriteSet {
    return {
      reads: inOrder([...this.reads.values()]),
      ranges: this.cursors.map((cursor) => cursor.rangeRead),
      writes: inOrder([...this.writes].map(([key, value]) => ({ key, value }))),
      policies: inOrder([...this.policies].map(([key, policy]) => ({ key, policy }))),
    };
  }

  private noteRead(key: string): void {
    const version = this.state.get(key)?.version;
    if (version !== undefined || this.rules.applies('absence-is-a-read')) this.reads.set(key, { key, version });
  }

  private notePage(): void {
    if (this.writes.size + this.policies.size > 0 && this.rules.applies('paginated-query-and-write')) {
      throw new Error(
        `txid [${this.transactionId}]: unsuppored transaction. Paginated queries are supported only in a read-only transaction`,
      );
    }
    this.isPaginated = true;
  }

  private refuseWriteAfterPages(): void {
    if (!this.isPaginated || !this.rules.applies('paginated-query-and-write')) return;
    throw new Error(
      `txid [${this.transactionId}]: unsuppored transaction. Transaction has already performed a paginated query. Writes are not allowed`,
    );
  }
}

/** The shim sends U+0001 for "from the first key"; without the rule that would mean the very first. */
function openStart(start: string): string {
  return start === '\u0001' ? '' : start;
}

function inOrder<T extends { readonly key: string }>(items: T[]): T[] {
  return items.sort((a, b) => compareByBytes(a.key, b.key));
}
