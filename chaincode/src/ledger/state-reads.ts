/** Reads of the state within one transaction: each key is asked of the peer once. */
import { LedgerError } from '@theriac/domain/ledger';
import type { ChaincodeStub } from 'fabric-shim';

/** What Fabric's ledger says (query_executor.go) when it has a private value's hash, and not yet the value. */
const NOT_ARRIVED = 'private data matching public hash version is not available';

/**
 * The bytes under keys, each read once: the packs of one question mostly share their lot, stop lists, page and containers,
 * and every read is a round trip to the peer. It changes no answer and no read set, since Fabric answers reads from the
 * state before the transaction. It lives as long as its transaction.
 */
export class StateReads {
  readonly #known = new Map<string, Promise<Uint8Array>>();
  /** By collection and key. */
  readonly #private = new Map<string, Promise<Uint8Array>>();

  /** @param stub the transaction's, which it gets when it begins */
  constructor(private readonly stub: () => Pick<ChaincodeStub, 'getState' | 'getPrivateData'>) {}

  /** Empty where nothing was written. Nobody changes these bytes: the next who asks gets the same. */
  of(key: string): Promise<Uint8Array> {
    const known = this.#known.get(key) ?? this.stub().getState(key);
    this.#known.set(key, known);
    return known;
  }

  /**
   * A private value; empty where nothing was written, and after a purge.
   *
   * @param key a composite key: it begins with U+0000, which no collection's name holds
   * @throws LedgerError PRIVATE_DATA_PENDING
   */
  ofPrivate(collection: string, key: string): Promise<Uint8Array> {
    const place = `${collection}${key}`;
    const known = this.#private.get(place) ?? this.stub().getPrivateData(collection, key).catch(tellPending);
    this.#private.set(place, known);
    return known;
  }
}

/** Another peer, or this one in a moment, can answer: no fault of the contract. */
function tellPending(error: unknown): never {
  if (error instanceof Error && error.message.includes(NOT_ARRIVED))
    throw new LedgerError('PRIVATE_DATA_PENDING', 'the private data have not reached this peer yet');
  throw error;
}
