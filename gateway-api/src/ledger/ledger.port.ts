/** The ledger as a gateway sees it, in bytes: evaluate, submit, and blocks from a checkpoint. */
import type { Caller } from '../caller/caller';

/** What is asked of the ledger. The chaincode is named as its channel. */
export interface LedgerRequest {
  readonly channel: string;
  /** `Contract:Transaction`, such as `DrugSupply:RegisterPart`. */
  readonly transaction: string;
  readonly args: readonly string[];
  /** Values for the endorsers alone: never in a block. */
  readonly transient?: Readonly<Record<string, Uint8Array>>;
  /** MSP ids whose peers endorse a submit; without it the peer chooses by policy. An evaluate is the own peer's alone. */
  readonly endorsers?: readonly string[];
  /**
   * What a submit is done for, in the words of who asks: an idempotency row, a step of a job.
   * After a crash the recovery reports the outcome under it. No value of a person.
   */
  readonly reference?: string;
}

/** What stands after a commit. */
export interface CommittedTransaction {
  readonly transactionId: string;
  readonly blockNumber: bigint;
  readonly result: Uint8Array;
}

/** A write to public state. */
export interface KeyWrite {
  readonly key: string;
  /** Undefined: the key was deleted. */
  readonly value: Uint8Array | undefined;
}

/** A valid transaction's event. */
export interface ChaincodeEvent {
  readonly name: string;
  readonly payload: Uint8Array;
}

/** A transaction in a block, valid or not. */
export interface BlockTransaction {
  readonly transactionId: string;
  /** Fabric's TxValidationCode; 0 is valid. */
  readonly validationCode: number;
  readonly creatorMspId: string;
  /** The client's timestamp, milliseconds since 1970. */
  readonly timestamp: number;
  /** The channel's own chaincode only; empty for an invalid transaction. */
  readonly writes: readonly KeyWrite[];
  readonly event: ChaincodeEvent | undefined;
}

/** A committed block. */
export interface LedgerBlock {
  readonly channel: string;
  readonly number: bigint;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
  /** The block's own header hash, which the next block must name as its previous. */
  readonly hash: Uint8Array;
  readonly transactions: readonly BlockTransaction[];
}

/** Evaluate, submit and listen, as one organisation, for a caller. */
export interface Ledger {
  /** @throws LedgerError a contract's refusal; LedgerUnavailable when no answer can be had now */
  evaluate(caller: Caller, request: LedgerRequest): Promise<Uint8Array>;
  /**
   * Resolves when the transaction stands in a block of the own peer, valid.
   *
   * @throws LedgerError a contract's refusal; LedgerUnavailable when nothing was sent; OutcomeUnknown when it may yet commit
   */
  submit(caller: Caller, request: LedgerRequest): Promise<CommittedTransaction>;
  /** Blocks from a number on, in order, without end, reconnecting by itself, until the signal aborts. */
  blocks(channel: string, from: bigint, signal: AbortSignal): AsyncIterable<LedgerBlock>;
}
