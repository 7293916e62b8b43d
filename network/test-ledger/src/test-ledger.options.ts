/** What a test ledger is made of: organisations, channels, and what a test may turn. */
import type { ChaincodeInterface } from 'fabric-shim';
import type { Unit } from './identity/certificate-authority';
import type { Batch } from './ordering/block-cutter';
import type { Policy } from './policy/policy';
import type { CollectionOptions } from './private/collection';
import type { RuleName } from './rules';

/** An organisation with a certificate authority and a peer of its own. */
export interface OrganisationOptions {
  readonly name: string;
  readonly mspId: string;
}

/** A channel and the one chaincode on it. */
export interface ChannelOptions {
  readonly name: string;
  /** The chaincode's name; the channel's without it. */
  readonly chaincodeName?: string;
  /** MSP ids. */
  readonly members: readonly string[];
  /** Makes a member's instance of the chaincode: all the same program, unless a test wants otherwise. */
  readonly chaincode: (mspId: string) => ChaincodeInterface;
  /** The chaincode's endorsement policy. */
  readonly policy: Policy;
  /** The chaincode's collections of private data; implicit ones need no definition. */
  readonly collections?: readonly CollectionOptions[];
}

/** What a test ledger is made of. */
export interface TestLedgerOptions {
  readonly organisations: readonly OrganisationOptions[];
  readonly channels: readonly ChannelOptions[];
  /** 500 transactions or 1 ms by default: calls made side by side share a block, a lone one does not wait. */
  readonly batch?: Partial<Batch>;
  /** Rules to take out: for the tests of the rules' own cases. */
  readonly without?: readonly RuleName[];
  /** Milliseconds after which a running transaction is given up; 30 s by default, as in a peer. */
  readonly executeTimeout?: number;
}

/** What a certificate holds. */
export interface IdentityOptions {
  /** 32 random hex digits without it. */
  readonly commonName?: string;
  /** `client` without it. */
  readonly unit?: Unit;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}
