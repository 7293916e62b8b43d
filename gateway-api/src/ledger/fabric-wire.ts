/** The wire on fabric-gateway: proposals signed by callers, commit statuses asked by the gateway's own machine identity. */
import { gateway as protos, msp } from '@hyperledger/fabric-protos';
import type { Gateway, Proposal, ProposalOptions } from '@hyperledger/fabric-gateway';
import type { CallerIdentity, SigningPurpose } from '../caller/caller-identity';
import type { CallerGateways } from './caller-gateways';
import type { Clock } from './clock';
import type { LedgerRequest } from './ledger.port';
import type { LedgerSettings } from './ledger-settings';
import type { CommitStatus, LedgerWire, SignedProposal, SignedTransaction } from './ledger-wire.port';

type Deadlines = Pick<LedgerSettings, 'evaluateDeadline' | 'endorseDeadline' | 'submitDeadline'>;

/** What the wire is made of. */
export interface FabricWireParts {
  readonly gateways: CallerGateways;
  /** The gateway's own identity, and the connection that signs as it. */
  readonly machine: CallerIdentity;
  readonly own: Gateway;
  readonly deadlines: Deadlines;
  readonly clock: Clock;
}

/** Speaks to the own peer only. */
export class FabricWire implements LedgerWire {
  constructor(private readonly parts: FabricWireParts) {}

  async evaluate(identity: CallerIdentity, request: LedgerRequest): Promise<Uint8Array> {
    // Without the own MSP the peer goes on to others' peers when its own chaincode fails: a read of another's state.
    const proposal = this.#newProposal(identity, { ...request, endorsers: [this.parts.machine.mspId] });
    const signed = await this.#sign(identity, proposal, purposeOf('evaluation', request));
    return signed.evaluate({ deadline: this.#in(this.parts.deadlines.evaluateDeadline) });
  }

  async propose(identity: CallerIdentity, request: LedgerRequest): Promise<SignedProposal> {
    const madeAt = this.parts.clock.now();
    const proposal = this.#newProposal(identity, request);
    const signed = await this.#sign(identity, proposal, purposeOf('proposal', request));
    return {
      transactionId: signed.getTransactionId(),
      channel: request.channel,
      transaction: request.transaction,
      bytes: signed.getBytes(),
      madeAt,
    };
  }

  async endorse(identity: CallerIdentity, proposal: SignedProposal): Promise<SignedTransaction> {
    const gateway = this.parts.gateways.of(identity);
    const endorsed = await gateway
      .newProposal(proposal.bytes)
      .endorse({ deadline: this.#in(this.parts.deadlines.endorseDeadline) });
    const signature = await identity.sign(endorsed.getDigest(), purposeOf('transaction', proposal));
    return {
      transactionId: proposal.transactionId,
      channel: proposal.channel,
      transaction: proposal.transaction,
      bytes: gateway.newSignedTransaction(endorsed.getBytes(), signature).getBytes(),
      result: endorsed.getResult(),
      madeAt: proposal.madeAt,
    };
  }

  async submit(transaction: Pick<SignedTransaction, 'bytes'>): Promise<void> {
    // Handing over and asking need no caller's key: the transaction is signed, and any member may ask.
    await this.parts.own
      .newTransaction(transaction.bytes)
      .submit({ deadline: this.#in(this.parts.deadlines.submitDeadline) });
  }

  async commitStatus(channel: string, transactionId: string, deadline: number): Promise<CommitStatus> {
    const { own, machine } = this.parts;
    const commit = own.newCommit(commitStatusRequest(machine, channel, transactionId));
    const { code, blockNumber } = await commit.getStatus({ deadline: this.#in(deadline) });
    return { code, blockNumber };
  }

  #newProposal(identity: CallerIdentity, request: LedgerRequest) {
    const options: ProposalOptions = {
      arguments: [...request.args],
      ...(request.transient !== undefined && { transientData: { ...request.transient } }),
      ...(request.endorsers !== undefined && { endorsingOrganizations: [...request.endorsers] }),
    };
    return this.parts.gateways
      .of(identity)
      .getNetwork(request.channel)
      .getContract(request.channel)
      .newProposal(request.transaction, options);
  }

  async #sign(identity: CallerIdentity, proposal: Proposal, purpose: SigningPurpose): Promise<Proposal> {
    const signature = await identity.sign(proposal.getDigest(), purpose);
    return this.parts.gateways.of(identity).newSignedProposal(proposal.getBytes(), signature);
  }

  #in(milliseconds: number): number {
    return this.parts.clock.now() + milliseconds;
  }
}

function purposeOf(
  step: SigningPurpose['step'],
  { channel, transaction }: Omit<SigningPurpose, 'step'>,
): SigningPurpose {
  return { step, channel, transaction };
}

/** The question for a transaction's status by its id alone, which fabric-gateway has no function for. */
function commitStatusRequest(machine: CallerIdentity, channel: string, transactionId: string): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(machine.mspId);
  identity.setIdBytes(Buffer.from(machine.certificate));
  const request = new protos.CommitStatusRequest();
  request.setTransactionId(transactionId);
  request.setChannelId(channel);
  request.setIdentity(identity.serializeBinary());
  const signed = new protos.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return signed.serializeBinary();
}
