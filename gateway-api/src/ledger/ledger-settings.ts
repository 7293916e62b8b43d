/** How patient the ledger client is: a deadline for each phase, and bounds for what is tried again. Milliseconds throughout. */

/** Deadlines and bounds; each default is right for members on one continent and a batch timeout of 200 ms. */
export interface LedgerSettings {
  readonly evaluateDeadline: number;
  readonly endorseDeadline: number;
  /** Handing the transaction to the orderers; a leader's death costs them up to 5 s. */
  readonly submitDeadline: number;
  /** Waiting for the block after the orderers have taken the transaction. */
  readonly commitDeadline: number;
  /** Looking up an unknown outcome, after the commit's deadline or a failed submit. */
  readonly lookUpDeadline: number;
  /** One question of a look-up: an unknown id gets no answer until its deadline. */
  readonly lookUpSlice: number;
  /** How long a proposal waits for the own peer, or enough others, to come back before the caller is told. */
  readonly reconnectPatience: number;
  /** Peers refuse a proposal whose time is further off than this (`peer.authentication.timewindow`). */
  readonly timeWindow: number;
  /** How often a transaction that lost a conflict is endorsed in all. */
  readonly conflictAttempts: number;
  /** How often a transaction is endorsed in all when endorsers answer differently. */
  readonly disagreementAttempts: number;
  /** The first pause before another attempt; it doubles, and the actual pause is drawn from its upper half. */
  readonly firstPause: number;
  readonly longestPause: number;
}

export const DEFAULT_LEDGER_SETTINGS: LedgerSettings = {
  evaluateDeadline: 5_000,
  endorseDeadline: 15_000,
  submitDeadline: 10_000,
  commitDeadline: 60_000,
  lookUpDeadline: 30_000,
  lookUpSlice: 3_000,
  reconnectPatience: 3_000,
  timeWindow: 300_000,
  conflictAttempts: 8,
  disagreementAttempts: 4,
  firstPause: 50,
  longestPause: 2_000,
};
