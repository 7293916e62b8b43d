/** A channel's private data: the hashes that every peer has, and the values that the members' peers have. */
import type { RuleBook } from '../rules';
import { WorldState } from '../state/world-state';
import type { Collections } from './collection';

/** One collection's committed state. */
export interface CollectionState {
  /** Key hashes (hex) to value hashes, with versions and key-level policies. */
  readonly hashes: WorldState;
  /** Keys to values; the version is that of the hash when the value came. */
  readonly values: WorldState;
}

/** All collections' committed state. */
export class PrivateState {
  private readonly states = new Map<string, CollectionState>();

  constructor(
    private readonly collections: Collections,
    private readonly rules: RuleBook,
  ) {}

  /** The collections that anything was written to. */
  get names(): string[] {
    return [...this.states.keys()];
  }

  /** A collection's hashes and values. */
  of(collection: string): CollectionState {
    const found = this.states.get(collection);
    if (found !== undefined) return found;
    const made = { hashes: new WorldState(this.rules), values: new WorldState(this.rules) };
    this.states.set(collection, made);
    return made;
  }

  /** The values that an organisation's peer has of a collection: all or none. */
  valuesAt(mspId: string, collection: string): WorldState {
    const isMember = this.collections.isMember(collection, mspId);
    if (isMember || !this.rules.applies('private-values-stay-with-members')) return this.of(collection).values;
    return new WorldState(this.rules);
  }
}
