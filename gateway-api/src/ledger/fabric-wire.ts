/** The wire on fabric-gateway: proposals signed by callers, commit statuses asked by the gateway's own machine identity. */
import { gateway as protos, msp } from '@hyperledger/fabric-protos';
import type { Gateway, ProposalOptions } from '@hyperledger/fabric-gateway';
import type { CallerIdentity } from '../caller/caller-identities';
import type { CallerGateways } from './caller-gateways';
import type { Clock } from './clock';
import type { LedgerRequest } from './ledger.port';
import type { LedgerSettings } from './ledger-settings';
import type { CommitStatus, LedgerWire, SignedProposal, SignedTransaction } from './ledger-wire.port';

type Deadlines = Pick<LedgerSettings, 'evaluateDeadline' | 'endorseDeadline' | 'submitDeadline'>;

/** Speaks to the own peer only. */
export class FabricWire implements LedgerWire {
  constructor(
    private readonly gateways: CallerGateways,
    private readonly machine: CallerIdentity,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
  ) {}

  async evaluate(identity: CallerIdentity, request: LedgerRequest): Promise<Uint8Array> {
    // Without the own MSP the peer goes on to others' peers when its own chaincode fails: a read of another's state.
    const proposal = this.#newProposal(identity, { ...request, endorsers: [this.machine.mspId] });
    return proposal.evaluate({ deadline: this.#in(this.deadlines.evaluateDeadline) });
  }

  async propose(identity: CallerIdentity, request: LedgerRequest): Promise<SignedProposal> {
    const madeAt = this.clock.now();
    const proposal = this.#newProposal(identity, request);
    const signature = await identity.sign(proposal.getDigest());
    const signed = this.gateways.of(identity).newSignedProposal(proposal.getBytes(), signature);
    return {
      transactionId: signed.getTransactionId(),
      channel: request.channel,
      transaction: request.transaction,
      bytes: signed.getBytes(),
      madeAt,
    };
  }

  async endorse(identity: CallerIdentity, proposal: SignedProposal): Promise<SignedTransaction> {
    const gateway = this.gateways.of(identity);
    const endorsed = await gateway
      .newProposal(proposal.bytes)
      .endorse({ deadline: this.#in(this.deadlines.endorseDeadline) });
    const signature = await identity.sign(endorsed.getDigest());
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
    await this.#own()
      .newTransaction(transaction.bytes)
      .submit({ deadline: this.#in(this.deadlines.submitDeadline) });
  }

  async commitStatus(channel: string, transactionId: string, deadline: number): Promise<CommitStatus> {
    const commit = this.#own().newCommit(commitStatusRequest(this.machine, channel, transactionId));
    const { code, blockNumber } = await commit.getStatus({ deadline: this.#in(deadline) });
    return { code, blockNumber };
  }

  #newProposal(identity: CallerIdentity, request: LedgerRequest) {
    const options: ProposalOptions = {
      arguments: [...request.args],
      ...(request.transient !== undefined && { transientData: { ...request.transient } }),
      ...(request.endorsers !== undefined && { endorsingOrganizations: [...request.endorsers] }),
    };
    return this.gateways
      .of(identity)
      .getNetwork(request.channel)
      .getContract(request.channel)
      .newProposal(request.transaction, options);
  }

  /** Handing over and asking need no caller's key: the transaction is signed, and any member may ask. */
  #own(): Gateway {
    return this.gateways.of(this.machine);
  }

  #in(milliseconds: number): number {
    return this.clock.now() + milliseconds;
  }
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
