/** What the ledger client tells while it works: for metrics, logs and alarms, and for tests that kill it at each point. */

/** A step that takes time. `keep` and `release` are the durable writes before endorsing and before submitting. */
export type Phase = 'evaluate' | 'keep' | 'endorse' | 'release' | 'submit' | 'commit';

/** Why something was tried again. */
export type RetryReason =
  | 'connection'
  | 'unavailable'
  | 'mvcc-conflict'
  | 'phantom-conflict'
  | 'policy-race'
  | 'results-differ'
  | 'time-window';

/** How an unknown outcome came out. */
export type LookUpResult = 'valid' | 'invalid' | 'unanswered' | 'never-sent';

/** Names the channel and the transaction (`DrugSupply:RegisterPart`): never a value. */
export interface Asked {
  readonly channel: string;
  readonly transaction: string;
}

/** Everything is synchronous and must not throw. */
export interface LedgerObserver {
  phaseEnded(phase: Phase, asked: Asked, milliseconds: number, succeeded: boolean): void;
  triedAgain(reason: RetryReason, asked: Asked): void;
  lookedUp(result: LookUpResult, channel: string, transactionId: string): void;
  /** Endorsers kept answering differently: a contract that is not deterministic, or a member's peer that stays behind. */
  endorsersDiffer(asked: Asked, mspIds: readonly string[]): void;
  /** A stream of blocks ended and is opened again. */
  blockStreamLost(channel: string, error: unknown): void;
}

/** Tells nobody. */
export const SILENT_LEDGER_OBSERVER: LedgerObserver = {
  phaseEnded: () => undefined,
  triedAgain: () => undefined,
  lookedUp: () => undefined,
  endorsersDiffer: () => undefined,
  blockStreamLost: () => undefined,
};
