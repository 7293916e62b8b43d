/** Small questions to the ledger, as the gateway itself, that change nothing: for readiness and lag. */
import { common } from '@hyperledger/fabric-protos';
import type { Gateway } from '@hyperledger/fabric-gateway';
import type { CallerIdentity } from '../caller/caller-identity';
import { gatewayAs, type PeerConnection } from '../ledger';

/** What readiness asks of the ledger. */
export interface LedgerProbe {
  /** Has a no-op endorsed by as many members as the channel's policy asks; it is never submitted. */
  endorses(channel: string): Promise<void>;
  /** How many blocks the own peer has. */
  height(channel: string): Promise<bigint>;
}

/** Probes through the own peer. */
export class FabricProbe implements LedgerProbe {
  readonly #gateway: Gateway;

  constructor(
    connection: PeerConnection,
    private readonly machine: CallerIdentity,
    private readonly deadline: number,
  ) {
    this.#gateway = gatewayAs(connection, machine);
  }

  async endorses(channel: string): Promise<void> {
    await this.#gateway
      .getNetwork(channel)
      .getContract(channel)
      .newProposal('Anchors:Ping')
      .endorse({ deadline: this.#deadline() });
  }

  async height(channel: string): Promise<bigint> {
    const answer = await this.#gateway
      .getNetwork(channel)
      .getContract('qscc')
      .newProposal('GetChainInfo', { arguments: [channel], endorsingOrganizations: [this.machine.mspId] })
      .evaluate({ deadline: this.#deadline() });
    return BigInt(common.BlockchainInfo.deserializeBinary(answer).getHeight());
  }

  #deadline(): number {
    return Date.now() + this.deadline;
  }
}
