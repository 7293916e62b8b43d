/** States of one kind on the ledger: read into what they are, written as canonical JSON. */
import {
  compositeKey,
  type ErrorCode,
  type Guard,
  LedgerError,
  readState,
  type StateShape,
  writeState,
} from '@theriac/domain/ledger';
import type { ChaincodeStub } from 'fabric-shim';
import { type Endorsers, keyPolicy } from './key-policy';
import type { StateReads } from './state-reads';

/** Where a decision's state goes: one key, or several that change together. */
export interface Saves<State> {
  put(state: State): Promise<void>;
  /** Replaces the channel's policy for the state's key; missing where no key of the kind has a policy of its own. */
  guard?(state: State, guard: Guard): Promise<void>;
}

/** What a store needs to know of the transaction that it works for. */
export interface Ledger extends Endorsers {
  readonly stub: ChaincodeStub;
  readonly reads: StateReads;
}

/**
 * A store of one kind of state. Fabric answers reads from the state before the transaction: what was put here is not
 * seen by a later `find` of the same transaction.
 */
export class StateStore<State> implements Saves<State> {
  /** @param missing the code that `get` refuses with */
  constructor(
    private readonly ledger: Ledger,
    private readonly shape: StateShape<State>,
    private readonly missing: ErrorCode,
  ) {}

  /** The state under a key, if there is one. */
  async find(...key: readonly string[]): Promise<State | undefined> {
    const bytes = await this.ledger.reads.of(compositeKey(this.shape.objectType, key));
    return bytes.length === 0 ? undefined : readState(this.shape, Buffer.from(bytes).toString('utf8'));
  }

  /**
   * The state under a key.
   *
   * @throws LedgerError the store's code for what is missing
   */
  async get(...key: readonly string[]): Promise<State> {
    const state = await this.find(...key);
    if (state === undefined)
      throw new LedgerError(this.missing, `there is no ${this.shape.objectType} ${key.join(' ')}`);
    return state;
  }

  /** Whether any state's key begins with these attributes. The range counts as read: a later insert is a conflict. */
  async hasAnyUnder(...attributes: readonly string[]): Promise<boolean> {
    const iterator = await this.ledger.stub.getStateByPartialCompositeKey(this.shape.objectType, [...attributes]);
    const first = await iterator.next();
    await iterator.close();
    return !first.done;
  }

  /** The first states, at most so many, that are wanted of those whose key begins with these attributes, in key order. */
  async list(attributes: readonly string[], isWanted: (state: State) => boolean, most: number): Promise<State[]> {
    const states: State[] = [];
    for await (const { value } of this.ledger.stub.getStateByPartialCompositeKey(this.shape.objectType, [
      ...attributes,
    ])) {
      const state = readState(this.shape, Buffer.from(value).toString('utf8'));
      if (isWanted(state)) states.push(state);
      if (states.length === most) break;
    }
    return states;
  }

  async put(state: State): Promise<void> {
    await this.ledger.stub.putState(this.keyOf(state), Buffer.from(writeState(this.shape, state)));
  }

  /** Takes a state away; a policy of its own goes with it. */
  async remove(state: State): Promise<void> {
    await this.ledger.stub.deleteState(this.keyOf(state));
  }

  async guard(state: State, guard: Guard): Promise<void> {
    await this.ledger.stub.setStateValidationParameter(this.keyOf(state), keyPolicy(guard, this.ledger));
  }

  private keyOf(state: State): string {
    return compositeKey(this.shape.objectType, this.shape.keyOf(state));
  }
}
