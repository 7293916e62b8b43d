/** What a gateway remembers of its unfinished transactions, so that a crash loses none and repeats none. */
import type { SignedProposal, SignedTransaction } from './ledger-wire.port';

/** A proposal as it is kept, before it leaves the process. */
export interface KeptProposal extends SignedProposal {
  /** The random name of the caller who signed it. */
  readonly person: string;
  readonly reference: string | undefined;
}

/** A transaction that has not been settled. */
export interface PendingTransaction {
  readonly transactionId: string;
  readonly channel: string;
  readonly transaction: string;
  readonly person: string;
  readonly reference: string | undefined;
  readonly madeAt: number;
  /**
   * The signed transaction (Fabric's PreparedTransaction), kept before it was handed over.
   * Undefined: it never was, so nobody can have committed it: only its caller's signature makes a proposal a transaction.
   */
  readonly released: Uint8Array | undefined;
}

/** `remember`, `release` and `withdraw` are durable when they resolve; `settle` may be lost in a crash, which costs one look-up. */
export interface ProposalStore {
  remember(proposal: KeptProposal): Promise<void>;
  /**
   * From here on the transaction may be in the orderers' hands; drops the proposal with its transient values.
   *
   * @throws Error when the proposal is not remembered: then the transaction must not be sent
   */
  release(transaction: Pick<SignedTransaction, 'transactionId' | 'bytes'>): Promise<void>;
  /**
   * Forgets a proposal that was not released, and so makes certain that it never will be: a later `release` rejects.
   *
   * @returns false when it was released, or is forgotten already
   */
  withdraw(transactionId: string): Promise<boolean>;
  /** Its outcome is known: forgets it. */
  settle(transactionId: string): Promise<void>;
  /** Oldest first. */
  pending(): Promise<PendingTransaction[]>;
}
