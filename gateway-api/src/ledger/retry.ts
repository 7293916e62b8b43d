/** The one file that tries again: after conflicts, differing answers and lost connections, always bounded, never guessing. */
import { LedgerError } from '@theriac/domain/ledger';
import { pauseBefore } from './clock';
import { decodeFailure } from './decode-failure';
import type { CommittedTransaction, LedgerRequest } from './ledger.port';
import { OutcomeUnknown } from './ledger-failures';
import type { RetryReason } from './ledger-observer';
import type { LedgerSettings } from './ledger-settings';
import type { CommitStatus, LedgerWire, SignedProposal, SignedTransaction } from './ledger-wire.port';
import { type PhaseParts, Phases, type Signer } from './phases';
import { verdictOf } from './validation-code';

/** An attempt that came to nothing, certainly; `error` is what the caller gets when no further one is made. */
interface Again {
  readonly reason: RetryReason;
  readonly error: LedgerError;
  readonly mspIds: readonly string[];
}

/** What a look-up needs of a transaction: with its bytes it can be handed over again. */
export type Looked = Pick<SignedTransaction, 'transactionId' | 'channel' | 'bytes' | 'madeAt'>;

/** Certainly nothing came of what the caller signed, and it may be signed anew. */
function resign({ reason, error }: Again): LedgerError {
  const again = new LedgerError('RESIGN', `nothing was changed (${reason}): look at it again, and sign it again`);
  again.cause = error;
  return again;
}

/** Evaluates and submits with patience. */
export class Retry {
  readonly #phases: Phases;
  /** Transactions that this process is working on. */
  readonly #inFlight = new Set<string>();

  constructor(
    private readonly parts: PhaseParts,
    private readonly settings: LedgerSettings,
  ) {
    this.#phases = new Phases(parts);
  }

  /** @throws LedgerError the contract's refusal, or LedgerUnavailable */
  async evaluate(signer: Signer, request: LedgerRequest): Promise<Uint8Array> {
    try {
      return await this.#phases.evaluate(signer, request);
    } catch (error) {
      const { kind, error: told } = decodeFailure(error);
      if (kind !== 'connection' || signer.identity.isOwnKey === true) throw told;
    }
    // A connection that dropped under the request is often back at once; a peer that is down is not.
    await this.#pauseBeforeNext('connection', request, 1);
    return this.#phases.evaluate(signer, request).catch((error: unknown) => {
      throw decodeFailure(error).error;
    });
  }

  /** @throws LedgerError the contract's refusal; LedgerUnavailable when nothing was sent; OutcomeUnknown */
  async submit(signer: Signer, request: LedgerRequest): Promise<CommittedTransaction> {
    const made = new Map<RetryReason, number>();
    for (;;) {
      const ended = await this.#attempt(signer, request);
      if ('transactionId' in ended) return ended;
      // Another attempt is another proposal, which nobody has looked at yet.
      if (signer.identity.isOwnKey === true) throw resign(ended);
      // A phantom is a conflict as any other: they share their bound.
      const contest = ended.reason === 'phantom-conflict' ? 'mvcc-conflict' : ended.reason;
      const attempts = (made.get(contest) ?? 0) + 1;
      made.set(contest, attempts);
      if (attempts >= this.#mostAttempts(ended.reason)) {
        if (ended.reason === 'results-differ') this.parts.observer.endorsersDiffer(request, ended.mspIds);
        throw ended.error;
      }
      await this.#pauseBeforeNext(ended.reason, request, attempts);
    }
  }

  /**
   * Asks for a transaction by its id until it is found or the look-up's deadline is over, handing it over again
   * meanwhile: the same bytes have the same id, and of one id one at most is valid.
   *
   * @returns undefined when there was no answer: it may still commit
   */
  async lookUp(transaction: Looked): Promise<CommitStatus | undefined> {
    const { clock, wire } = this.parts;
    const givenUpAt = clock.now() + this.settings.lookUpDeadline;
    for (let attempt = 1; ; attempt += 1) {
      const left = givenUpAt - clock.now();
      const found = await this.#askOnce(wire, transaction, Math.min(this.settings.lookUpSlice, left));
      if (found !== undefined) return found;
      const pause = pauseBefore(attempt, this.settings.firstPause, this.settings.longestPause, clock);
      if (clock.now() + pause >= givenUpAt) return undefined;
      await clock.sleep(pause);
      if (!this.#isPastWindow(transaction)) await wire.submit(transaction).catch(() => undefined);
    }
  }

  /** Whether recovery leaves a transaction alone, since somebody here waits for it. */
  isInFlight(transactionId: string): boolean {
    return this.#inFlight.has(transactionId);
  }

  async #attempt(signer: Signer, request: LedgerRequest): Promise<CommittedTransaction | Again> {
    const proposal = await this.#phases.propose(signer, request);
    this.#inFlight.add(proposal.transactionId);
    try {
      await this.#phases.keep(signer, proposal, request.reference);
      const endorsed = await this.#endorse(signer, proposal);
      return 'result' in endorsed ? await this.#commit(endorsed) : endorsed;
    } finally {
      this.#inFlight.delete(proposal.transactionId);
    }
  }

  async #commit(endorsed: SignedTransaction): Promise<CommittedTransaction | Again> {
    await this.#phases.release(endorsed);
    const status = await this.#outcome(endorsed);
    await this.#phases.settle(endorsed.transactionId);
    const verdict = verdictOf(status.code);
    switch (verdict.kind) {
      case 'valid':
        return { transactionId: endorsed.transactionId, blockNumber: status.blockNumber, result: endorsed.result };
      case 'again':
        return { ...verdict, mspIds: [] };
      case 'invalid':
        throw verdict.error;
      case 'duplicate':
        throw new OutcomeUnknown(endorsed.transactionId);
    }
  }

  /** Endorses; whatever fails here was never sent to an orderer, and is settled so. */
  async #endorse(signer: Signer, proposal: SignedProposal): Promise<SignedTransaction | Again> {
    const patientUntil = this.parts.clock.now() + this.settings.reconnectPatience;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#phases.endorse(signer, proposal);
      } catch (thrown) {
        const { kind, error, mspIds } = decodeFailure(thrown);
        // A restarted peer answers before it knows the others again.
        const isPassing = kind === 'connection' || kind === 'unavailable';
        const isWaiting = isPassing && this.parts.clock.now() < patientUntil;
        if (isWaiting && !this.#isPastWindow(proposal)) {
          await this.#pauseBeforeNext(kind, proposal, attempt);
          continue;
        }
        await this.#phases.settle(proposal.transactionId);
        if (isWaiting || kind === 'outside-window') return { reason: 'time-window', error, mspIds };
        if (kind === 'differing') return { reason: 'results-differ', error, mspIds };
        throw error;
      }
    }
  }

  /** Hands the transaction over and waits for its block; when either fails, the outcome is looked up. */
  async #outcome(transaction: SignedTransaction): Promise<CommitStatus> {
    const status = await this.#handOver(transaction);
    if (status !== undefined && verdictOf(status.code).kind !== 'duplicate') return status;
    const found = await this.lookUp(transaction);
    const { transactionId, channel } = transaction;
    const result = found === undefined ? 'unanswered' : found.code === 0 ? 'valid' : 'invalid';
    this.parts.observer.lookedUp(result, channel, transactionId);
    if (found === undefined) throw new OutcomeUnknown(transactionId);
    return found;
  }

  async #handOver(transaction: SignedTransaction): Promise<CommitStatus | undefined> {
    try {
      await this.#phases.submit(transaction);
      return await this.#phases.commit(transaction, this.settings.commitDeadline);
    } catch {
      // A failed submit is not "not done": orderers without a quorum keep what they have and commit it later.
      return undefined;
    }
  }

  /** Code 9 is the later of two with the same id: how the earlier came out is asked again. */
  async #askOnce(wire: LedgerWire, { channel, transactionId }: Looked, deadline: number) {
    const status = await wire.commitStatus(channel, transactionId, Math.max(deadline, 1)).catch(() => undefined);
    return status === undefined || verdictOf(status.code).kind === 'duplicate' ? undefined : status;
  }

  #mostAttempts(reason: RetryReason): number {
    switch (reason) {
      case 'mvcc-conflict':
      case 'phantom-conflict':
        return this.settings.conflictAttempts;
      case 'results-differ':
        return this.settings.disagreementAttempts;
      case 'policy-race':
      case 'time-window':
      case 'connection':
      case 'unavailable':
        return 2;
    }
  }

  async #pauseBeforeNext(reason: RetryReason, asked: { channel: string; transaction: string }, attempt: number) {
    this.parts.observer.triedAgain(reason, { channel: asked.channel, transaction: asked.transaction });
    const { firstPause, longestPause } = this.settings;
    await this.parts.clock.sleep(pauseBefore(attempt, firstPause, longestPause, this.parts.clock));
  }

  /** Half a minute before the peers' own limit, for clocks that differ. */
  #isPastWindow({ madeAt }: { readonly madeAt: number }): boolean {
    return this.parts.clock.now() - madeAt > this.settings.timeWindow - 30_000;
  }
}
