/** What a ledger has to offer so that the cases can run on it: the test ledger, or a Fabric network. */
import type { Step } from './contract/steps';

/** A transaction that a case wants. */
export interface Draft {
  readonly steps: readonly Step[];
  /** MSP id of who sends it; the first member without it. */
  readonly by?: string;
  /** MSP ids; the gateway chooses without it. */
  readonly endorsers?: readonly string[];
  readonly transient?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970; now without it. */
  readonly timestamp?: number;
  readonly nonce?: Uint8Array;
}

/** An endorsed transaction. */
export interface EndorsedDraft {
  readonly transactionId: string;
  /** MSP id of who sent it. */
  readonly by: string;
  /** The steps' answers. */
  readonly answers: readonly string[];
  /** A serialised `common.Payload`, signed when it is ordered. */
  readonly payload: Uint8Array;
}

/** How a transaction ended. */
export interface Outcome {
  /** Fabric's TxValidationCode; 0 is valid. */
  readonly code: number;
  readonly blockNumber: bigint;
}

/** A valid transaction's event, as listeners hear it. */
export interface HeardEvent {
  readonly name: string;
  readonly payload: string;
  readonly transactionId: string;
}

/** A proposal was refused; the message holds what every endorser said. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** Transactions that were to share a block did not: the case is tried again. */
export class NotTogether extends Error {
  override name = 'NotTogether';
}

/** A channel of five members with the contract of the cases, endorsed by three of five. */
export interface LedgerUnderTest {
  /** MSP ids. */
  readonly members: readonly [string, string, string, string, string];
  /** MSP id of an organisation of the network that is not on the channel. */
  readonly outsider: string;
  /** @throws Refusal */
  evaluate(draft: Draft): Promise<readonly string[]>;
  /** @throws Refusal */
  endorse(draft: Draft): Promise<EndorsedDraft>;
  /**
   * Orders transactions in this order, in one block, and waits until they are committed.
   *
   * @throws NotTogether they came into several blocks, or in another order
   */
  order(...endorsed: readonly EndorsedDraft[]): Promise<readonly Outcome[]>;
  /** Orders a committed transaction again; resolves with the second one's validation code. */
  orderAgain(endorsed: EndorsedDraft, first: Outcome): Promise<number>;
  /** The serialised `common.Block`s that a listener gets from a number on: so many, or fewer when no more come. */
  blocks(from: bigint, count: number): Promise<readonly Uint8Array[]>;
  /** The events that a listener hears from a block on, up to those of a transaction. */
  events(from: bigint, until: string): Promise<readonly HeardEvent[]>;
}
