/** Reads of the state within one transaction: each key is asked of the peer once. */
import type { ChaincodeStub } from 'fabric-shim';

/**
 * The bytes under keys, each read once: the packs of one question mostly share their lot, stop lists, page and containers,
 * and every read is a round trip to the peer. It changes no answer and no read set, since Fabric answers reads from the
 * state before the transaction. It lives as long as its transaction.
 */
export class StateReads {
  readonly #known = new Map<string, Promise<Uint8Array>>();

  /** @param stub the transaction's, which it gets when it begins */
  constructor(private readonly stub: () => Pick<ChaincodeStub, 'getState'>) {}

  /** Empty where nothing was written. Nobody changes these bytes: the next who asks gets the same. */
  of(key: string): Promise<Uint8Array> {
    const known = this.#known.get(key) ?? this.stub().getState(key);
    this.#known.set(key, known);
    return known;
  }
}
