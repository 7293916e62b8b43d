/** What a block's valid transactions make of private data: hashes on every peer, values with the members. */
import type { RuleBook } from '../rules';
import { BlockUpdates } from '../state/block-updates';
import type { HashedReadWriteSet } from '../state/hashed-read-write-set';
import { keyHash, valueHash } from '../state/key-hash';
import type { Version } from '../state/read-write-set';
import type { StateEntry } from '../state/world-state';
import type { Collections } from './collection';
import type { PrivateState } from './private-state';
import type { TransientStore } from './transient-store';

/** What the updates are made with. */
export interface PrivateUpdatesContext {
  readonly collections: Collections;
  readonly privateState: PrivateState;
  readonly transientStore: TransientStore;
  readonly rules: RuleBook;
}

/** A block in the making: what its valid transactions so far change, over the committed private data. */
export class PrivateUpdates {
  private readonly hashes = new Map<string, BlockUpdates>();
  private readonly values = new Map<string, Map<string, StateEntry | undefined>>();

  constructor(private readonly context: PrivateUpdatesContext) {}

  /** A collection's hashes after the transactions so far. */
  hashesOf(collection: string): BlockUpdates {
    const found = this.hashes.get(collection);
    if (found !== undefined) return found;
    const made = new BlockUpdates(this.context.privateState.of(collection).hashes, this.context.rules);
    this.hashes.set(collection, made);
    return made;
  }

  /** Adds what a valid transaction wrote to its collections. */
  add(transactionId: string, sets: readonly HashedReadWriteSet[], version: Version): void {
    for (const set of sets) {
      this.hashesOf(set.collection).add(set, version);
      this.addValues(transactionId, set, version);
    }
  }

  /** Makes it the committed state, and removes what has outlived its blocks. */
  apply(block: number): void {
    const { privateState } = this.context;
    for (const [name, { entries }] of this.hashes) privateState.of(name).hashes.apply(entries);
    for (const [name, entries] of this.values) privateState.of(name).values.apply(entries);
    if (!this.context.rules.applies('block-to-live')) return;
    for (const name of privateState.names) this.expire(name, block);
  }

  private addValues(transactionId: string, set: HashedReadWriteSet, version: Version): void {
    if (set.valuesHash === undefined) return;
    const written = this.context.transientStore.find(transactionId, set.collection, set.valuesHash);
    const values = this.valuesOf(set.collection);
    for (const { key, value } of written?.writes ?? []) {
      values.set(key, value === undefined ? undefined : { value, version, policy: undefined });
    }
    for (const key of written?.policyKeys ?? []) this.renew(set.collection, key);
  }

  /** A new policy gives the hash a new version; its value has to follow, or it would pass for an old one. */
  private renew(collection: string, key: string): void {
    const { privateState, rules } = this.context;
    const values = this.valuesOf(collection);
    const held = values.has(key) ? values.get(key) : privateState.of(collection).values.get(key);
    const hashed = this.hashesOf(collection).get(keyHash(key, rules));
    if (held === undefined || hashed === undefined) return;
    if (Buffer.compare(valueHash(held.value, rules), hashed.value) !== 0) return;
    values.set(key, { ...held, version: hashed.version });
  }

  /** A key written in block n lives until block n + its blocks to live, inclusive. */
  private expire(name: string, block: number): void {
    const blocks = this.context.collections.blockToLive(name);
    if (blocks === 0) return;
    const { hashes, values } = this.context.privateState.of(name);
    for (const state of [hashes, values]) {
      const old = state.keysBetween('', '').filter((key) => (state.get(key)?.version.block ?? block) + blocks < block);
      state.apply(new Map(old.map((key) => [key, undefined])));
    }
  }

  private valuesOf(collection: string): Map<string, StateEntry | undefined> {
    const found = this.values.get(collection);
    if (found !== undefined) return found;
    const made = new Map<string, StateEntry | undefined>();
    this.values.set(collection, made);
    return made;
  }
}
