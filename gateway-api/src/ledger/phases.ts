/** The phases of a transaction, one function each, each timed and told to the observer. Nothing here is tried twice. */
import type { CallerIdentity } from '../caller/caller-identity';
import type { Clock } from './clock';
import type { LedgerRequest } from './ledger.port';
import { LedgerUnavailable } from './ledger-failures';
import type { Asked, LedgerObserver, Phase } from './ledger-observer';
import type { CommitStatus, LedgerWire, SignedProposal, SignedTransaction } from './ledger-wire.port';
import type { ProposalStore } from './proposal-store.port';

/** Who asks: the certificate that signs, and the random name that stands in it. */
export interface Signer {
  readonly person: string;
  readonly identity: CallerIdentity;
}

/** What the phases are made of. */
export interface PhaseParts {
  readonly wire: LedgerWire;
  readonly proposals: ProposalStore;
  readonly observer: LedgerObserver;
  readonly clock: Clock;
}

/** Single steps, in the order: propose, keep, endorse, release, submit, commit. */
export class Phases {
  constructor(private readonly parts: PhaseParts) {}

  evaluate({ identity }: Signer, request: LedgerRequest): Promise<Uint8Array> {
    return this.#timedUnlessAwaited(identity, 'evaluate', request, () => this.parts.wire.evaluate(identity, request));
  }

  propose({ identity }: Signer, request: LedgerRequest): Promise<SignedProposal> {
    return this.parts.wire.propose(identity, request);
  }

  /** Keeps a proposal before anybody else sees it. */
  async keep({ person }: Signer, proposal: SignedProposal, reference: string | undefined): Promise<void> {
    await this.#timed('keep', proposal, () => this.parts.proposals.remember({ ...proposal, person, reference })).catch(
      refuseToSend,
    );
  }

  endorse({ identity }: Signer, proposal: SignedProposal): Promise<SignedTransaction> {
    return this.#timedUnlessAwaited(identity, 'endorse', proposal, () => this.parts.wire.endorse(identity, proposal));
  }

  /** Writes down that the transaction may be in the orderers' hands from now on. */
  async release(transaction: SignedTransaction): Promise<void> {
    await this.#timed('release', transaction, () => this.parts.proposals.release(transaction)).catch(refuseToSend);
  }

  submit(transaction: SignedTransaction): Promise<void> {
    return this.#timed('submit', transaction, () => this.parts.wire.submit(transaction));
  }

  commit(transaction: SignedTransaction, deadline: number): Promise<CommitStatus> {
    return this.#timed('commit', transaction, () =>
      this.parts.wire.commitStatus(transaction.channel, transaction.transactionId, deadline),
    );
  }

  /** Forgets a transaction whose outcome is known. Failing costs a look-up at the next start, never the outcome. */
  async settle(transactionId: string): Promise<void> {
    await this.parts.proposals.settle(transactionId).catch(() => undefined);
  }

  /** How long a person looks at what they sign is no figure of the ledger's. */
  #timedUnlessAwaited<T>(identity: CallerIdentity, phase: Phase, asked: Asked, step: () => Promise<T>): Promise<T> {
    return identity.isOwnKey === true ? step() : this.#timed(phase, asked, step);
  }

  async #timed<T>(phase: Phase, asked: Asked, step: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    let succeeded = false;
    try {
      const result = await step();
      succeeded = true;
      return result;
    } finally {
      const { channel, transaction } = asked;
      this.parts.observer.phaseEnded(phase, { channel, transaction }, performance.now() - begun, succeeded);
    }
  }
}

/** What cannot be written down is not sent. */
function refuseToSend(cause: unknown): never {
  throw new LedgerUnavailable('the gateway’s database cannot keep the transaction', { cause });
}
