/** What a valid transaction's writes make of the state: values and policies together. */
import type { RuleBook } from '../rules';
import type { PolicyWrite, ValueWrite, Version } from './read-write-set';
import type { StateEntry, WorldState } from './world-state';

/**
 * The block would end every peer of the channel for good. Fabric 3.1.1 panics ("Nil value not allowed") when a valid
 * transaction sets the policy of a key, without writing its value, that an earlier one of the same block deleted; a
 * peer that is started again meets the block again. A read of the key beforehand makes it a conflict (11) instead.
 */
export class PeersHaltError extends Error {
  constructor(key: string) {
    super(`every peer would halt: a policy for '${key}', which an earlier transaction of the block deleted`);
    this.name = 'PeersHaltError';
  }
}

/** What a transaction writes, of the public state or of one collection's hashes. */
export interface Writes {
  readonly writes: readonly ValueWrite[];
  readonly policies: readonly PolicyWrite[];
}

/** A block in the making: what its valid transactions so far change, over the committed state. */
export class BlockUpdates {
  readonly entries = new Map<string, StateEntry | undefined>();

  constructor(
    private readonly state: WorldState,
    private readonly rules: RuleBook,
  ) {}

  /** What lies under a key after the transactions so far. */
  get(key: string): StateEntry | undefined {
    return this.entries.has(key) ? this.entries.get(key) : this.state.get(key);
  }

  /** Adds a valid transaction's writes (Fabric's tx_ops.go). */
  add(set: Writes, version: Version): void {
    const policies = new Map(set.policies.map(({ key, policy }) => [key, policy]));
    for (const { key, value } of set.writes) {
      if (value === undefined || this.isDeletion(value)) this.delete(key);
      else
        this.entries.set(key, { value, version, policy: policies.has(key) ? policies.get(key) : this.keptPolicy(key) });
      policies.delete(key);
    }
    for (const [key, policy] of policies) this.setPolicy(key, policy, version);
  }

  private isDeletion(value: Uint8Array): boolean {
    return value.length === 0 && this.rules.applies('empty-value-deletes');
  }

  private delete(key: string): void {
    if (!this.rules.applies('policy-dies-with-key')) this.state.orphanPolicies.set(key, this.get(key)?.policy);
    this.entries.set(key, undefined);
  }

  private keptPolicy(key: string): Uint8Array | undefined {
    if (!this.rules.applies('policy-survives-writes')) return undefined;
    return this.get(key)?.policy ?? this.state.orphanPolicies.get(key);
  }

  private setPolicy(key: string, policy: Uint8Array | undefined, version: Version): void {
    const before = this.get(key);
    if (before === undefined && this.entries.has(key)) throw new PeersHaltError(key);
    if (before === undefined) {
      if (!this.rules.applies('policy-needs-a-key')) this.state.orphanPolicies.set(key, policy);
      return;
    }
    const isNew = this.rules.applies('policy-change-is-a-version');
    this.entries.set(key, { ...before, policy, version: isNew ? version : before.version });
  }
}
