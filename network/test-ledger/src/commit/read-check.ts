/** Whether what a transaction read still stands (Fabric's MVCC and phantom validation). */
import { CODE } from '../errors';
import type { PrivateState } from '../private/private-state';
import type { PrivateUpdates } from '../private/private-updates';
import type { RuleBook } from '../rules';
import type { BlockUpdates } from '../state/block-updates';
import type { HashedReadWriteSet } from '../state/hashed-read-write-set';
import { isSameVersion, type KeyRead, type RangeRead } from '../state/read-write-set';
import type { ReadWriteSet } from '../state/transaction-set';
import type { WorldState } from '../state/world-state';

/** What reads are judged against: the committed state, and what the block's transactions so far change. */
export interface ReadCheckContext {
  readonly state: WorldState;
  readonly updates: BlockUpdates;
  readonly privateState: PrivateState;
  readonly privateUpdates: PrivateUpdates;
  readonly rules: RuleBook;
}

/** Judges the reads of one block's transactions. */
export class ReadCheck {
  constructor(private readonly context: ReadCheckContext) {}

  /** Fabric's validation code. */
  codeFor(set: ReadWriteSet): number {
    const { rules } = this.context;
    const reads = (): number => (set.reads.every((read) => this.stands(read)) ? CODE.valid : CODE.mvccReadConflict);
    const ranges = (): number =>
      set.ranges.every((range) => this.rangeStands(range)) ? CODE.valid : CODE.phantomReadConflict;
    const hashes = (): number =>
      set.collections.every((one) => this.hashesStand(one)) ? CODE.valid : CODE.mvccReadConflict;
    const open = rules.applies('reads-before-ranges') ? [reads, ranges] : [ranges, reads];
    const checks = rules.applies('private-reads-are-judged-last') ? [...open, hashes] : [hashes, ...open];
    const found = checks.map((check) => check()).find((code) => code !== CODE.valid);
    return found ?? (this.isBlindConflict(set) ? CODE.mvccReadConflict : CODE.valid);
  }

  private stands({ key, version }: KeyRead): boolean {
    const { rules, state, updates } = this.context;
    if (updates.entries.has(key)) return !rules.applies('mvcc-conflict-in-block');
    return isSameVersion(state.get(key)?.version, version) || !rules.applies('mvcc-conflict');
  }

  private hashesStand({ collection, reads }: HashedReadWriteSet): boolean {
    const { privateState, privateUpdates, rules } = this.context;
    const { entries } = privateUpdates.hashesOf(collection);
    const { hashes } = privateState.of(collection);
    return reads.every(({ key, version }) => {
      if (entries.has(key)) return !rules.applies('private-conflict-in-block');
      return isSameVersion(hashes.get(key)?.version, version) || !rules.applies('private-conflict');
    });
  }

  private rangeStands(range: RangeRead): boolean {
    if (!this.context.rules.applies('phantom-conflict')) return true;
    const rows = this.rowsNow(range);
    return (
      rows.length === range.rows.length && range.rows.every((row, at) => rows[at] === row.key && this.isUnchanged(row))
    );
  }

  private isUnchanged({ key, version }: KeyRead): boolean {
    const { rules, updates } = this.context;
    return isSameVersion(updates.get(key)?.version, version) || !rules.applies('changed-row-is-a-phantom');
  }

  /** The range as it is now. One that was not read to its end reaches to its last row, inclusive. */
  private rowsNow({ start, end, isExhausted }: RangeRead): string[] {
    if (!isExhausted && end === '') return [];
    const { state, updates } = this.context;
    const keys = state.keysBetween(start, isExhausted ? end : '', updates.entries);
    return isExhausted ? keys : keys.slice(0, keys.indexOf(end) + 1);
  }

  private isBlindConflict(set: ReadWriteSet): boolean {
    const { privateUpdates, rules, updates } = this.context;
    if (!rules.applies('blind-private-writes-do-not-conflict')) {
      const isTouched = ({ collection, writes }: HashedReadWriteSet): boolean =>
        writes.some(({ key }) => privateUpdates.hashesOf(collection).entries.has(key));
      if (set.collections.some(isTouched)) return true;
    }
    if (rules.applies('blind-writes-do-not-conflict')) return false;
    return set.writes.some(({ key }) => updates.entries.has(key));
  }
}
