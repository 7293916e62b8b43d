/** What goes in and out of the ledger: the shapes that a client of Fabric's gateway works with, in bytes. */

/** What is asked of a channel's chaincode. */
export interface LedgerRequest {
  readonly channel: string;
  /** `Contract:Transaction`; without `Contract:` the chaincode's default contract. */
  readonly transaction: string;
  readonly args: readonly string[];
  /** Values for the endorsers alone: never in a block. */
  readonly transient?: Readonly<Record<string, Uint8Array>>;
  /** MSP ids whose peers endorse; without it the gateway chooses by policy (submit) or asks the own peer (evaluate). */
  readonly endorsers?: readonly string[];
}

/** What a client may decide about its proposal; tests of time and of duplicates need it. */
export interface ProposalChoices {
  /** Milliseconds since 1970; the ledger's clock without it. */
  readonly timestamp?: number;
  /** With the creator it makes the transaction id; 24 random bytes without it. */
  readonly nonce?: Uint8Array;
}

/** What stands after a commit. */
export interface CommittedTransaction {
  readonly transactionId: string;
  readonly blockNumber: bigint;
  readonly result: Uint8Array;
}

/** How a block's validation ended for a transaction. */
export interface TransactionStatus {
  readonly transactionId: string;
  readonly blockNumber: bigint;
  /** Fabric's TxValidationCode; 0 is valid. */
  readonly code: number;
}

/** A write to public state. */
export interface KeyWrite {
  readonly key: string;
  /** Undefined: the key was deleted. */
  readonly value: Uint8Array | undefined;
}

/** A write to private data, as everybody on the channel sees it. */
export interface PrivateWrite {
  readonly collection: string;
  /** SHA-256 of the key, hex. */
  readonly keyHash: string;
  /** SHA-256 of the value, hex; undefined: the key was deleted or purged. */
  readonly valueHash: string | undefined;
  readonly isPurge: boolean;
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
  /** Empty for an invalid transaction. */
  readonly writes: readonly KeyWrite[];
  /** Empty for an invalid transaction. */
  readonly privateWrites: readonly PrivateWrite[];
  readonly event: ChaincodeEvent | undefined;
}

/** A committed block. */
export interface LedgerBlock {
  readonly channel: string;
  readonly number: bigint;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
  /** The block's own header hash, which the next block names as its previous. */
  readonly hash: Uint8Array;
  readonly transactions: readonly BlockTransaction[];
  /** The whole block as a peer delivers it: a serialised `common.Block`. */
  readonly bytes: Uint8Array;
}

/** A value as a peer that holds its collection has it. */
export interface PrivateValue {
  readonly collection: string;
  readonly key: string;
  readonly value: Uint8Array;
}
