/** An organisation's peer as an endorser: judges a proposal, runs its chaincode, signs what came of it. */
import { peer } from '@hyperledger/fabric-protos';
import { keepingFirstEvent } from './first-event';
import type { ChaincodeInterface } from 'fabric-shim';
import type { LedgerClock } from '../clock';
import { GRPC } from '../errors';
import type { Identity } from '../identity/identity';
import type { Membership } from '../identity/membership';
import type { RuleBook } from '../rules';
import type { PrivateWrites } from '../state/hashed-read-write-set';
import type { Collections } from '../private/collection';
import type { PrivateState } from '../private/private-state';
import type { TransientStore } from '../private/transient-store';
import { type ReadWriteSet, readWriteSetBytes } from '../state/transaction-set';
import type { WorldState } from '../state/world-state';
import { responsePayload } from '../transaction/endorsed-transaction';
import { type Proposal, withoutTransient } from '../transaction/proposal';
import { ChaincodeConnection } from './chaincode-connection';
import { StateRequests } from './state-requests';
import { TransactionMode } from './transaction-mode';
import { type Simulated, TransactionSimulation } from './transaction-simulation';

/** peer.authentication.timewindow. */
export const TIME_WINDOW_MS = 5 * 60 * 1000;
const ERROR_STATUS = 400;

/** What all endorsers of a channel share. */
export interface EndorserContext {
  readonly channel: string;
  readonly chaincode: string;
  readonly members: readonly string[];
  readonly membership: Membership;
  readonly state: WorldState;
  readonly collections: Collections;
  readonly privateState: PrivateState;
  readonly transientStore: TransientStore;
  readonly clock: LedgerClock;
  readonly rules: RuleBook;
  readonly executeTimeout: number;
  /** Whether a transaction id stands in a block. */
  isCommitted(transactionId: string): boolean;
}

/** An endorser's answer when it endorsed. */
export interface Endorsed {
  readonly mspId: string;
  readonly response: peer.Response;
  /** A serialised `peer.ProposalResponsePayload`. */
  readonly payload: Uint8Array;
  readonly endorsement: peer.Endorsement;
  readonly readWriteSet: ReadWriteSet;
  /** The collections that a value was read of. */
  readonly privateReads: readonly string[];
}

/** An endorser's answer when it did not. */
export interface NotEndorsed {
  readonly mspId: string;
  readonly code: number;
  readonly message: string;
}

/** One organisation's endorser on one channel. */
export class Endorser {
  private readonly connection: ChaincodeConnection;

  constructor(
    private readonly identity: Identity,
    chaincode: ChaincodeInterface,
    private readonly context: EndorserContext,
  ) {
    const program = context.rules.applies('last-event-wins') ? chaincode : keepingFirstEvent(chaincode);
    this.connection = new ChaincodeConnection(program, context.chaincode, context.executeTimeout);
  }

  /** Judges and runs a proposal. */
  async process(proposal: Proposal): Promise<Endorsed | NotEndorsed> {
    const { mspId } = this.identity;
    const refusal = this.refusalOf(proposal);
    if (refusal !== undefined) return { mspId, ...refusal };
    const simulation = this.simulationOf(proposal);
    const requests = new StateRequests(proposal.transactionId, simulation, this.context.rules);
    try {
      const { response, event } = await this.connection.execute(proposal, (type, payload) =>
        requests.answer(type, payload),
      );
      if (response.getStatus() >= ERROR_STATUS && this.context.rules.applies('refusals-are-not-endorsed')) {
        return {
          mspId,
          code: GRPC.unknown,
          message: `chaincode response ${response.getStatus()}, ${response.getMessage()}`,
        };
      }
      const simulated = simulation.result;
      this.distribute(proposal, simulated.written);
      return this.endorse(proposal, simulated, response, event);
    } catch (error) {
      return { mspId, code: GRPC.aborted, message: `error in simulation: ${(error as Error).message}` };
    }
  }

  /** Ends the connection to the chaincode. */
  close(): void {
    this.connection.close();
  }

  private simulationOf(proposal: Proposal): TransactionSimulation {
    const { chaincode, collections, privateState, rules, state } = this.context;
    return new TransactionSimulation(state, {
      chaincode,
      mspId: this.identity.mspId,
      creatorMspId: proposal.mspId,
      collections,
      state: privateState,
      mode: new TransactionMode(proposal.transactionId, rules),
      rules,
    });
  }

  /**
   * Hands private writes to the members' peers, of which there have to be as many others as a collection asks for. A
   * member fetches what it was not sent from another that endorsed; from others it cannot.
   */
  private distribute({ channel, transactionId }: Proposal, written: readonly PrivateWrites[]): void {
    const { chaincode, collections, rules, transientStore } = this.context;
    const isEveryoneAlike = !rules.applies('value-nobody-was-sent-is-lost');
    const handed = written.filter(({ collection }) => {
      const { requiredPeerCount, maxPeerCount, members } = collections.usable(collection);
      const others = members.filter((mspId) => mspId !== this.identity.mspId && this.context.members.includes(mspId));
      if (others.length < requiredPeerCount && rules.applies('required-peers')) {
        throw new Error(
          `failed to distribute private collection, txID ${transactionId}, channel ${channel}: could not build private data dissemination plan for chaincode ${chaincode} and collection ${collection}: required to disseminate to at least ${requiredPeerCount} peers, but know of only ${others.length} eligible peers`,
        );
      }
      return maxPeerCount > 0 || members.includes(this.identity.mspId) || isEveryoneAlike;
    });
    transientStore.keep(transactionId, handed);
  }

  private endorse(
    proposal: Proposal,
    { readWriteSet, privateReads }: Simulated,
    response: peer.Response,
    event: Parameters<typeof responsePayload>[4],
  ): Endorsed {
    const bytes = readWriteSetBytes(proposal.chaincode, readWriteSet);
    const bare = withoutTransient(proposal.payload);
    const kept = this.context.rules.applies('transient-stays-off-the-block') ? bare : proposal.payload;
    const payload = responsePayload(proposal, kept, bytes, response, event);
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(this.identity.serialized);
    endorsement.setSignature(this.identity.sign(Buffer.concat([payload, this.identity.serialized])));
    return { mspId: this.identity.mspId, response, payload, endorsement, readWriteSet, privateReads };
  }

  private refusalOf(proposal: Proposal): { code: number; message: string } | undefined {
    const { clock, rules } = this.context;
    const isOutside = Math.abs(clock.now() - proposal.timestamp) > TIME_WINDOW_MS;
    if (isOutside && rules.applies('time-window')) {
      return { code: GRPC.unavailable, message: timeWindowMessage(proposal.timestamp, clock.now()) };
    }
    if (rules.applies('committed-id-is-refused') && this.context.isCommitted(proposal.transactionId)) {
      const message = `duplicate transaction found [${proposal.transactionId}]`;
      return { code: GRPC.failedPrecondition, message };
    }
    if (rules.applies('channel-members-only') && !this.isMember(proposal.creator)) {
      const message = `error validating proposal: access denied: channel [${proposal.channel}] creator org unknown, creator is malformed`;
      return { code: GRPC.failedPrecondition, message };
    }
    return undefined;
  }

  private isMember(creator: Uint8Array): boolean {
    const member = this.context.membership.recognise(creator);
    return member !== undefined && this.context.members.includes(member.mspId);
  }
}

function timeWindowMessage(timestamp: number, now: number): string {
  const [at, peerTime] = [timestamp, now].map((instant) => `${new Date(instant).toISOString().slice(0, 19)}Z`);
  return `request unauthorized due to incorrect timestamp ${at ?? ''}, peer time ${peerTime ?? ''}, peer.authentication.timewindow 5m0s`;
}
