/** What is about to be signed, as a plain object: for the user to read, or for a program to judge. */
import type { SignedConsents } from './consents';

/** Bytes as far as they can be read. */
export type Readable =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array };

/** A value that goes to the endorsing peers with a proposal, and never into a block. */
export interface TransientValue {
  readonly name: string;
  readonly value: Uint8Array;
}

/**
 * A proposal: asks peers to run a transaction. Alone it changes nothing.
 *
 * Signed are all bytes of it, transient values included.
 */
export interface ShownProposal {
  /** `evaluation`: only the answer is wanted, and no second signature will be asked for. */
  readonly step: 'proposal' | 'evaluation';
  readonly channel: string;
  readonly chaincode: string;
  /** `Contract:Transaction`. */
  readonly transaction: string;
  readonly arguments: readonly Readable[];
  readonly transient: readonly TransientValue[];
  /** SHA-256 of the nonce and the creator, hexadecimal. */
  readonly transactionId: string;
  readonly at: Date;
  readonly creator: Creator;
}

/** In whose name. */
export interface Creator {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
}

/** A public key-value pair that the transaction read: when it has changed until the block, nothing comes of the transaction. */
export interface ReadKey {
  readonly key: string;
  /** None: there was no such key. */
  readonly version: { readonly block: number; readonly transaction: number } | undefined;
}

/** A change of a public key. */
export interface WrittenKey {
  /** A composite key begins with U+0000, which also stands between and after its parts. */
  readonly key: string;
  /** None: the key is deleted. */
  readonly value: Readable | undefined;
}

/** What a transaction does to private data of some members; everybody else sees these hashes alone. */
export interface PrivateWrites {
  readonly collection: string;
  readonly reads: number;
  readonly writes: readonly {
    /** SHA-256, hexadecimal. */
    readonly keyHash: string;
    /** None: the key is deleted, or purged. */
    readonly valueHash: string | undefined;
    readonly isPurge: boolean;
  }[];
}

/** What a transaction reads and writes of one chaincode. */
export interface ShownChanges {
  readonly chaincode: string;
  readonly reads: readonly ReadKey[];
  /** Each a range of keys that the transaction looked through. */
  readonly ranges: readonly { readonly from: string; readonly to: string }[];
  readonly writes: readonly WrittenKey[];
  /** Keys whose endorsement policy is changed. */
  readonly policies: readonly string[];
  readonly collections: readonly PrivateWrites[];
}

/** A transaction, run and endorsed: signed, it is ordered, and changes the ledger if nothing that it read has changed. */
export interface ShownTransaction {
  readonly step: 'transaction';
  /** What the user signed before, and what this came of. */
  readonly proposal: ShownProposal;
  /** MSP ids of the members whose peers endorsed it. */
  readonly endorsers: readonly string[];
  readonly changes: readonly ShownChanges[];
  readonly event: { readonly name: string; readonly payload: Readable } | undefined;
  /** What the contract answered. */
  readonly result: Readable;
}

/** All consents of a patient that would stand: the signature over them is what everybody checks who is let in by one. */
export interface ShownConsents extends SignedConsents {
  readonly step: 'consents';
  readonly channel: string;
  /** `Contract:Transaction`, which is to carry the signature. */
  readonly transaction: string;
}

/** What is about to be signed. */
export type Shown = ShownProposal | ShownTransaction | ShownConsents;
