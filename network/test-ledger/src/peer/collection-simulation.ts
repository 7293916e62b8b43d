/** A transaction's view of one collection: who may look, what this peer has of it, and what is remembered. */
import type { Collections } from '../private/collection';
import type { PrivateState } from '../private/private-state';
import type { RuleBook } from '../rules';
import { type HashedReadWriteSet, type PrivateWrites, privateWrites } from '../state/hashed-read-write-set';
import { keyHash, valueHash } from '../state/key-hash';
import { inKeyOrder } from '../state/key-order';
import { isSameVersion, type KeyRead, type Version } from '../state/read-write-set';
import type { StateEntry } from '../state/world-state';
import { RangeCursor } from './range-cursor';
import type { CollectionAccess } from './state-access';
import type { TransactionMode } from './transaction-mode';

/** What the views of a transaction's collections share. */
export interface PrivateContext {
  readonly chaincode: string;
  /** Whose peer runs the transaction. */
  readonly mspId: string;
  /** Whose client sent it. */
  readonly creatorMspId: string;
  readonly collections: Collections;
  readonly state: PrivateState;
  readonly mode: TransactionMode;
  readonly rules: RuleBook;
}

interface Written {
  readonly value: Uint8Array | undefined;
  readonly isPurge: boolean;
}

/** Simulates one transaction against the committed state of one collection. */
export class CollectionSimulation implements CollectionAccess {
  /** Whether a value was read, not only a hash. */
  isRead = false;
  private readonly reads = new Map<string, Version | undefined>();
  private readonly writes = new Map<string, Written>();
  private readonly policies = new Map<string, Uint8Array | undefined>();
  private readonly cursors: RangeCursor[] = [];

  constructor(
    private readonly name: string,
    private readonly context: PrivateContext,
  ) {}

  value(key: string): Uint8Array | undefined {
    this.requireMayRead();
    if (this.writes.has(key) && !this.context.rules.applies('own-private-writes-are-invisible')) {
      return this.writes.get(key)?.value;
    }
    const hashed = this.hashed(key);
    const held = this.context.state.valuesAt(this.context.mspId, this.name).get(key);
    const isHere = isSameVersion(hashed?.version, held?.version);
    const isBlind = !this.isHeldHere && !this.context.rules.applies('absent-private-key-reads-empty-elsewhere');
    if (!isHere || isBlind) throw notAvailable(hashed?.version, held?.version);
    this.noteRead(key);
    this.isRead = true;
    return held?.value;
  }

  hash(key: string): Uint8Array | undefined {
    this.context.collections.requireDefined(this.name);
    if (!this.isHeldHere && !this.context.rules.applies('hash-is-for-everybody')) throw notAvailable();
    if (this.context.rules.applies('reading-a-hash-is-a-read')) this.noteRead(key);
    return this.hashed(key)?.value;
  }

  policy(key: string): Uint8Array | undefined {
    this.requireMayRead();
    this.noteRead(key);
    return this.hashed(key)?.policy;
  }

  write(key: string, value: Uint8Array | undefined): void {
    const isDeletion = value?.length === 0 && this.context.rules.applies('empty-private-value-deletes');
    this.noteWrite(key, { value: isDeletion ? undefined : value, isPurge: false });
  }

  purge(key: string): void {
    this.noteWrite(key, { value: undefined, isPurge: this.context.rules.applies('purge-stands-in-the-block') });
  }

  writePolicy(key: string, policy: Uint8Array | undefined): void {
    this.requireMayWrite();
    this.context.mode.noteWrite();
    this.policies.set(key, policy);
  }

  range(start: string, end: string): RangeCursor {
    this.requireMayRead();
    this.context.mode.notePrivateQuery();
    if (!this.isHeldHere && !this.context.rules.applies('private-range-elsewhere-is-empty')) throw notAvailable();
    const values = this.context.state.valuesAt(this.context.mspId, this.name);
    const cursor = new RangeCursor(values, start, end, values.keysBetween(start, end));
    this.cursors.push(cursor);
    return cursor;
  }

  /** What goes into the block; undefined when nothing of it was noted. */
  get readWriteSet(): HashedReadWriteSet | undefined {
    const { rules } = this.context;
    this.noteRanges();
    if (this.reads.size + this.writes.size + this.policies.size === 0) return undefined;
    return {
      collection: this.name,
      reads: ordered(this.reads).map(([key, version]): KeyRead => ({ key: keyHash(key, rules), version })),
      writes: ordered(this.writes).map(([key, { value, isPurge }]) => ({
        key: keyHash(key, rules),
        value: value && valueHash(value, rules),
        isPurge,
      })),
      policies: ordered(this.policies).map(([key, policy]) => ({ key: keyHash(key, rules), policy })),
      valuesHash: this.written?.hash,
    };
  }

  /** What stays outside it; undefined when nothing was written. */
  get written(): PrivateWrites | undefined {
    if (this.writes.size + this.policies.size === 0) return undefined;
    const writes = ordered(this.writes).map(([key, { value }]) => ({ key, value }));
    return privateWrites(
      this.name,
      writes,
      ordered(this.policies).map(([key]) => key),
    );
  }

  private get isHeldHere(): boolean {
    return this.context.collections.isMember(this.name, this.context.mspId);
  }

  private hashed(key: string): StateEntry | undefined {
    return this.context.state.of(this.name).hashes.get(keyHash(key, this.context.rules));
  }

  private noteRead(key: string): void {
    const version = this.hashed(key)?.version;
    if (version !== undefined || this.context.rules.applies('private-absence-is-a-read')) this.reads.set(key, version);
  }

  private noteWrite(key: string, written: Written): void {
    this.requireMayWrite();
    this.context.mode.noteWrite();
    this.writes.set(key, written);
  }

  private noteRanges(): void {
    if (this.context.rules.applies('private-ranges-are-not-judged')) return;
    for (const { key } of this.cursors.flatMap((cursor) => cursor.rangeRead.rows)) this.noteRead(key);
  }

  private requireMayRead(): void {
    const { memberOnlyRead } = this.context.collections.usable(this.name);
    if (memberOnlyRead && this.isClosed('member-only-read')) throw this.noPermission('read');
    this.context.collections.requireDefined(this.name);
  }

  private requireMayWrite(): void {
    const { memberOnlyWrite } = this.context.collections.usable(this.name);
    if (memberOnlyWrite && this.isClosed('member-only-write')) throw this.noPermission('write');
    this.context.collections.requireDefined(this.name);
  }

  private isClosed(rule: 'member-only-read' | 'member-only-write'): boolean {
    const { collections, creatorMspId, rules } = this.context;
    return !collections.isMember(this.name, creatorMspId) && rules.applies(rule);
  }

  private noPermission(access: 'read' | 'write'): Error {
    const where = `chaincodeName:${this.context.chaincode} collectionName: ${this.name}`;
    return new Error(`tx creator does not have ${access} access permission on privatedata in ${where}`);
  }
}

function ordered<T>(noted: ReadonlyMap<string, T>): [string, T][] {
  return inKeyOrder([...noted].map(([key, what]) => ({ key, what }))).map(({ key, what }) => [key, what]);
}

function notAvailable(hashed?: Version, held?: Version): Error {
  const versions = `Public hash version = ${text(hashed)}, Private data version = ${text(held)}`;
  return new Error(`private data matching public hash version is not available. ${versions}`);
}

function text(version: Version | undefined): string {
  return version === undefined ? '<nil>' : `{BlockNum: ${version.block}, TxNum: ${version.transaction}}`;
}
