/** The policies that a transaction's writes call for: of keys, of collections, of the chaincode. */
import type { Collections } from '../private/collection';
import type { PrivateState } from '../private/private-state';
import type { RuleBook } from '../rules';
import type { ReadWriteSet } from '../state/transaction-set';
import type { WorldState } from '../state/world-state';
import { parsePolicy, type Policy } from './policy';

/** A key of the public state (no collection), or a key's hash of a collection. */
export interface KeyPlace {
  readonly collection: string | undefined;
  readonly key: string;
}

/** A place in one string. */
export const placeName = ({ collection, key }: KeyPlace): string => JSON.stringify([collection, key]);

/** Where a transaction writes values, and where policies. */
export function writtenPlaces(set: ReadWriteSet): { values: KeyPlace[]; policies: KeyPlace[] } {
  const at = (collection: string | undefined, writes: readonly { readonly key: string }[]): KeyPlace[] =>
    writes.map(({ key }) => ({ collection, key }));
  return {
    values: [...at(undefined, set.writes), ...set.collections.flatMap((one) => at(one.collection, one.writes))],
    policies: [...at(undefined, set.policies), ...set.collections.flatMap((one) => at(one.collection, one.policies))],
  };
}

/** What the policies are looked up in. */
export interface KeyPoliciesContext {
  /** The chaincode's. */
  readonly policy: Policy;
  readonly collections: Collections;
  readonly state: WorldState;
  readonly privateState: PrivateState;
  readonly rules: RuleBook;
}

/** Looks up policies in the committed state. */
export class KeyPolicies {
  constructor(private readonly context: KeyPoliciesContext) {}

  /** A key's own policy; undefined when it has none, or what it has does not count. */
  ownPolicy({ collection, key }: KeyPlace): Uint8Array | undefined {
    const { privateState, rules, state } = this.context;
    if (!rules.applies('key-policy-replaces')) return undefined;
    if (collection === undefined) return state.get(key)?.policy;
    if (!rules.applies('private-key-policy-replaces')) return undefined;
    return privateState.of(collection).hashes.get(key)?.policy;
  }

  /** The policy of the keys of a collection, or of the public state, that have none of their own. */
  defaultPolicy(collection: string | undefined): Policy {
    const { collections, policy } = this.context;
    return collection === undefined ? policy : collections.policyOf(collection);
  }

  /** All that have to be satisfied when the block is validated. */
  forCommit(places: readonly KeyPlace[]): Policy[] {
    const { policy, rules } = this.context;
    if (places.length === 0) return rules.applies('reads-alone-need-channel-policy') ? [policy] : [];
    const guarded = places.flatMap((place) => this.ownPolicy(place) ?? []);
    const isPublicCovered = guarded.length > 0 && !rules.applies('unguarded-key-keeps-channel-policy');
    const isPrivate = places.some(({ collection }) => collection !== undefined);
    const isPublicIgnored = isPrivate && !rules.applies('public-key-beside-private-ones');
    const unguarded = places
      .filter((place) => this.ownPolicy(place) === undefined)
      .map(({ collection }) => collection)
      .filter((collection) => collection !== undefined || !(isPublicCovered || isPublicIgnored));
    return [...[...new Set(unguarded)].map((one) => this.defaultPolicy(one)), ...guarded.map(parsePolicy)];
  }
}
