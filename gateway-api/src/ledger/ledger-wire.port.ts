/** One step of a transaction at a time, over the wire to the own peer: no patience, no second try, no decoding. */
import type { CallerIdentity } from '../caller/caller-identity';
import type { LedgerRequest } from './ledger.port';

/** A proposal that its caller has signed. */
export interface SignedProposal {
  readonly transactionId: string;
  readonly channel: string;
  /** `Contract:Transaction`. */
  readonly transaction: string;
  /** Fabric's ProposedTransaction, with the signature and with transient values. */
  readonly bytes: Uint8Array;
  /** The proposal's own time, milliseconds since 1970. */
  readonly madeAt: number;
}

/** An endorsed transaction that its caller has signed: whoever holds it can hand it to the orderers. */
export interface SignedTransaction {
  readonly transactionId: string;
  readonly channel: string;
  readonly transaction: string;
  /** Fabric's PreparedTransaction, with the signature. */
  readonly bytes: Uint8Array;
  /** What the contract answered. */
  readonly result: Uint8Array;
  readonly madeAt: number;
}

/** How a transaction stands in the own peer's ledger. */
export interface CommitStatus {
  /** Fabric's TxValidationCode; 0 is valid. */
  readonly code: number;
  readonly blockNumber: bigint;
}

/** The steps; each rejects with the GatewayError of fabric-gateway, which `decodeFailure` reads. */
export interface LedgerWire {
  evaluate(identity: CallerIdentity, request: LedgerRequest): Promise<Uint8Array>;
  propose(identity: CallerIdentity, request: LedgerRequest): Promise<SignedProposal>;
  endorse(identity: CallerIdentity, proposal: SignedProposal): Promise<SignedTransaction>;
  submit(transaction: Pick<SignedTransaction, 'bytes'>): Promise<void>;
  /** Waits for the transaction's block; an id that is nowhere gets no answer until the deadline (milliseconds from now). */
  commitStatus(channel: string, transactionId: string, deadline: number): Promise<CommitStatus>;
}
