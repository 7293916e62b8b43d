/** What becomes of transactions that a crash left unfinished: each is looked up by its id, and reported to who asked for it. */
import type { CommitStatus } from './ledger-wire.port';
import type { LedgerObserver, LookUpResult } from './ledger-observer';
import type { PendingTransaction, ProposalStore } from './proposal-store.port';
import type { Looked } from './retry';

/** How an unfinished transaction came out. */
export interface Recovered extends Omit<PendingTransaction, 'released'> {
  /**
   * - `valid`, `invalid`: it stands in a block, with this code
   * - `never-sent`: it was not handed over, so it did not happen; send the command again when it is still wanted
   * - `unanswered`: it may yet commit; it is looked up again later. Sending the command again is safe, since contracts
   *   answer a repeated business id with the first one's result
   */
  readonly result: LookUpResult;
  readonly status: CommitStatus | undefined;
}

type Outcome = Pick<Recovered, 'result' | 'status'>;

/** What recovery needs. */
export interface RecoveryParts {
  readonly proposals: ProposalStore;
  readonly observer: LedgerObserver;
  lookUp(transaction: Looked): Promise<CommitStatus | undefined>;
  /** Whether this process is still working on it. */
  isInFlight(transactionId: string): boolean;
}

/** Look-ups side by side: a peer answers 500 requests at once, and callers need theirs. */
const SIDE_BY_SIDE = 16;

/**
 * Looks every unfinished transaction up, once. Safe to run at any time: what is in flight is left alone.
 *
 * @returns how each came out, oldest first
 */
export async function recover(parts: RecoveryParts): Promise<Recovered[]> {
  const left = (await parts.proposals.pending()).filter(({ transactionId }) => !parts.isInFlight(transactionId));
  const recovered = new Array<Recovered>(left.length);
  const queue = left.entries();
  const work = async (): Promise<void> => {
    for (const [index, pending] of queue) recovered[index] = await recoverOne(parts, pending);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return recovered;
}

async function recoverOne(parts: RecoveryParts, pending: PendingTransaction): Promise<Recovered> {
  const { released, ...known } = pending;
  const { result, status } =
    released === undefined
      ? await withdraw(parts, pending.transactionId)
      : await lookUp(parts, { ...pending, bytes: released });
  parts.observer.lookedUp(result, pending.channel, pending.transactionId);
  return { ...known, result, status };
}

/** Another process on the same database may release it in this very moment: then it is looked up the next time. */
async function withdraw(parts: RecoveryParts, transactionId: string): Promise<Outcome> {
  const isWithdrawn = await parts.proposals.withdraw(transactionId);
  return { result: isWithdrawn ? 'never-sent' : 'unanswered', status: undefined };
}

async function lookUp(parts: RecoveryParts, transaction: Looked): Promise<Outcome> {
  const status = await parts.lookUp(transaction);
  if (status === undefined) return { result: 'unanswered', status };
  await parts.proposals.settle(transaction.transactionId);
  return { result: status.code === 0 ? 'valid' : 'invalid', status };
}
