/** A channel's world state: values with their version and endorsement policy, in the order of keys. */
import type { RuleBook } from '../rules';
import { compareByBytes, compareByUnits } from './key-order';
import type { Version } from './read-write-set';

/** What lies under a key. */
export interface StateEntry {
  readonly value: Uint8Array;
  /** The key's own endorsement policy, a serialised SignaturePolicyEnvelope. */
  readonly policy: Uint8Array | undefined;
  readonly version: Version;
}

/** What a block makes of a key; without an entry it is deleted. */
export type Updates = ReadonlyMap<string, StateEntry | undefined>;

/** The committed state of one chaincode on one channel. */
export class WorldState {
  /** Policies of keys that do not exist: Fabric has none, so this stays empty while its rules apply. */
  readonly orphanPolicies = new Map<string, Uint8Array | undefined>();
  private readonly entries = new Map<string, StateEntry>();
  private readonly keys: string[] = [];
  private readonly compare: (a: string, b: string) => number;

  constructor(private readonly rules: RuleBook) {
    this.compare = rules.applies('keys-order-by-bytes') ? compareByBytes : compareByUnits;
  }

  /** What lies under a key. */
  get(key: string): StateEntry | undefined {
    return this.entries.get(key);
  }

  /** The keys from start on, up to and without end; an empty end is none. `updates` lie over what is committed. */
  keysBetween(start: string, end: string, updates: Updates = new Map()): string[] {
    const inRange = (key: string): boolean => this.compare(key, start) >= 0 && this.isBefore(key, end);
    const kept: string[] = [];
    for (let at = this.position(start); at < this.keys.length; at += 1) {
      const key = this.keys[at] ?? '';
      if (!this.isBefore(key, end)) break;
      if (!updates.has(key)) kept.push(key);
    }
    const updated = [...updates].flatMap(([key, entry]) => (entry !== undefined && inRange(key) ? [key] : []));
    return updated.length === 0 ? kept : [...kept, ...updated].sort(this.compare);
  }

  /** Applies a block. */
  apply(updates: Updates): void {
    for (const [key, entry] of updates) {
      const at = this.position(key);
      const isThere = this.keys[at] === key;
      if (entry === undefined) {
        this.entries.delete(key);
        if (isThere) this.keys.splice(at, 1);
      } else {
        this.entries.set(key, entry);
        if (!isThere) this.keys.splice(at, 0, key);
      }
    }
  }

  private isBefore(key: string, end: string): boolean {
    if (end === '') return true;
    const order = this.compare(key, end);
    return this.rules.applies('ranges-are-half-open') ? order < 0 : order <= 0;
  }

  /** The position of the first key that is not before this one. */
  private position(key: string): number {
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(this.keys[middle] ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
