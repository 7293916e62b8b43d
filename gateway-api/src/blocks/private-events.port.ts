/** The whole events of private transactions: a block holds their type and time alone. */

/** Finds them where they lie. */
export interface PrivateEvents {
  /**
   * The event of a transaction, canonical JSON; undefined when there is none any more, since it was erased.
   *
   * @throws LedgerError when it cannot be told now, as PRIVATE_DATA_PENDING: the own peer has not received it yet
   */
  bodyOf(channel: string, transactionId: string): Promise<Uint8Array | undefined>;
}

/** The private events of a block that its readers asked for, by transaction id: undefined is one that was erased. */
export type PrivateBodies = ReadonlyMap<string, Uint8Array | undefined>;

/** Of a block that nobody asked private events of. */
export const NO_BODIES: PrivateBodies = new Map();
