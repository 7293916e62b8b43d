/** A transaction while it runs at an endorser: what it sees of the public state, and what is remembered of it. */
import type { RuleBook } from '../rules';
import { inKeyOrder } from '../state/key-order';
import type { KeyRead, PublicReadWriteSet } from '../state/read-write-set';
import type { WorldState } from '../state/world-state';
import { RangeCursor } from './range-cursor';
import type { StateAccess } from './state-access';
import type { TransactionMode } from './transaction-mode';

/** Simulates one transaction against the committed state. */
export class Simulation implements StateAccess {
  private readonly reads = new Map<string, KeyRead>();
  private readonly writes = new Map<string, Uint8Array | undefined>();
  private readonly policies = new Map<string, Uint8Array | undefined>();
  private readonly cursors: RangeCursor[] = [];

  constructor(
    private readonly state: WorldState,
    private readonly mode: TransactionMode,
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
    this.mode.noteWrite();
    this.writes.set(key, value);
  }

  /** Writes a key's endorsement policy; undefined removes it. */
  writePolicy(key: string, policy: Uint8Array | undefined): void {
    this.mode.noteWrite();
    this.policies.set(key, policy);
  }

  /** Opens a range; `isPage` when the contract asked for a page of it. */
  range(start: string, end: string, isPage: boolean): RangeCursor {
    if (isPage) this.mode.notePage();
    const keys = this.state.keysBetween(this.rules.applies('composite-key-namespace') ? start : openStart(start), end);
    const cursor = new RangeCursor(this.state, start, end, keys);
    this.cursors.push(cursor);
    return cursor;
  }

  /** All of it, in the order in which Fabric writes it down. */
  get readWriteSet(): PublicReadWriteSet {
    return {
      reads: inKeyOrder([...this.reads.values()]),
      ranges: this.cursors.map((cursor) => cursor.rangeRead),
      writes: inKeyOrder([...this.writes].map(([key, value]) => ({ key, value }))),
      policies: inKeyOrder([...this.policies].map(([key, policy]) => ({ key, policy }))),
    };
  }

  private noteRead(key: string): void {
    const version = this.state.get(key)?.version;
    if (version !== undefined || this.rules.applies('absence-is-a-read')) this.reads.set(key, { key, version });
  }
}

/** The shim sends U+0001 for "from the first key"; without the rule that would mean the very first. */
function openStart(start: string): string {
  return start === '\u0001' ? '' : start;
}
