/** States of one kind in private data: as a store of public states, but in a collection, and they can be purged. */
import {
  compositeKey,
  type ErrorCode,
  LedgerError,
  readState,
  type StateShape,
  writeState,
} from '@theriac/domain/ledger';
import type { Ledger, Saves } from './state-store';

/** The collection that a member alone holds and alone endorses; every member has it without a definition. */
export function implicitCollectionOf(mspId: string): string {
  return `_implicit_org_${mspId}`;
}

/**
 * A store of one kind of private state. Fabric answers reads from the state before the transaction: what was put here is
 * not seen by a later `find` of the same transaction. There are no ranges: Fabric lets no transaction look through private
 * keys and write, so what changes together lies under one key.
 */
export class PrivateStore<State> implements Saves<State> {
  /**
   * @param collection a name of the topology, or `implicitCollectionOf`
   * @param missing the code that `get` refuses with
   */
  constructor(
    private readonly ledger: Ledger,
    private readonly collection: string,
    private readonly shape: StateShape<State>,
    private readonly missing: ErrorCode,
  ) {}

  /**
   * The state under a key, if there is one.
   *
   * @throws LedgerError PRIVATE_DATA_PENDING when the peer knows of it and does not have it yet
   */
  async find(...key: readonly string[]): Promise<State | undefined> {
    const bytes = await this.ledger.reads.ofPrivate(this.collection, compositeKey(this.shape.objectType, key));
    return bytes.length === 0 ? undefined : readState(this.shape, Buffer.from(bytes).toString('utf8'));
  }

  /**
   * The state under a key.
   *
   * @throws LedgerError the store's code for what is missing, without the key, which peers would log; PRIVATE_DATA_PENDING
   */
  async get(...key: readonly string[]): Promise<State> {
    const state = await this.find(...key);
    if (state === undefined) throw new LedgerError(this.missing, `there is no such ${this.shape.objectType}`);
    return state;
  }

  /**
   * Whether anything lies under a key: by its hash, which every peer has, so that who holds no value of the collection can
   * tell too.
   */
  async isThere(...key: readonly string[]): Promise<boolean> {
    const hash = await this.ledger.stub.getPrivateDataHash(this.collection, compositeKey(this.shape.objectType, key));
    return hash.length > 0;
  }

  async put(state: State): Promise<void> {
    await this.ledger.stub.putPrivateData(
      this.collection,
      this.keyOf(state),
      Buffer.from(writeState(this.shape, state)),
    );
  }

  /** Takes a state away. The peers that hold the collection keep what it was in their history: see `purge`. */
  async remove(state: State): Promise<void> {
    await this.ledger.stub.deletePrivateData(this.collection, this.keyOf(state));
  }

  /** Takes a state away, and everything that ever lay under its key, from every peer; the hashes in blocks stay. */
  async purge(...key: readonly string[]): Promise<void> {
    await this.ledger.stub.purgePrivateData(this.collection, compositeKey(this.shape.objectType, key));
  }

  private keyOf(state: State): string {
    return compositeKey(this.shape.objectType, this.shape.keyOf(state));
  }
}
