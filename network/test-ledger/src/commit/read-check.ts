/** Whether what a transaction read still stands (Fabric's MVCC and phantom validation). */
import { CODE } from '../errors';
import type { RuleBook } from '../rules';
import type { BlockUpdates } from '../state/block-updates';
import { isSameVersion, type KeyRead, type RangeRead, type ReadWriteSet } from '../state/read-write-set';
import type { WorldState } from '../state/world-state';

/** Judges the reads of one block's transactions. */
export class ReadCheck {
  constructor(
    private readonly state: WorldState,
    private readonly updates: BlockUpdates,
    private readonly rules: RuleBook,
  ) {}

  /** Fabric's validation code. */
  codeFor(set: ReadWriteSet): number {
    const checks = [
      () => (set.reads.every((read) => this.stands(read)) ? CODE.valid : CODE.mvccReadConflict),
      () => (set.ranges.every((range) => this.rangeStands(range)) ? CODE.valid : CODE.phantomReadConflict),
    ];
    if (!this.rules.applies('reads-before-ranges')) checks.reverse();
    const found = checks.map((check) => check()).find((code) => code !== CODE.valid);
    return found ?? (this.isBlindConflict(set) ? CODE.mvccReadConflict : CODE.valid);
  }

  private stands({ key, version }: KeyRead): boolean {
    if (this.updates.entries.has(key)) return !this.rules.applies('mvcc-conflict-in-block');
    return isSameVersion(this.state.get(key)?.version, version) || !this.rules.applies('mvcc-conflict');
  }

  private rangeStands(range: RangeRead): boolean {
    if (!this.rules.applies('phantom-conflict')) return true;
    const rows = this.rowsNow(range);
    return (
      rows.length === range.rows.length && range.rows.every((row, at) => rows[at] === row.key && this.isUnchanged(row))
    );
  }

  private isUnchanged({ key, version }: KeyRead): boolean {
    return isSameVersion(this.updates.get(key)?.version, version) || !this.rules.applies('changed-row-is-a-phantom');
  }

  /** The range as it is now. One that was not read to its end reaches to its last row, inclusive. */
  private rowsNow({ start, end, isExhausted }: RangeRead): string[] {
    if (!isExhausted && end === '') return [];
    const keys = this.state.keysBetween(start, isExhausted ? end : '', this.updates.entries);
    return isExhausted ? keys : keys.slice(0, keys.indexOf(end) + 1);
  }

  private isBlindConflict(set: ReadWriteSet): boolean {
    if (this.rules.applies('blind-writes-do-not-conflict')) return false;
    return set.writes.some(({ key }) => this.updates.entries.has(key));
  }
}
