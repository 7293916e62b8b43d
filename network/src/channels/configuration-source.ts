/** Who tells an organisation a channel's configuration: each member's peer, and an orderer where it has no peer. */
import { common } from '@hyperledger/fabric-protos';
import { openPeerSession, type PeerPlace } from '../lifecycle/peer-session';
import { organisationOf } from '../topology';
import { configurationIn } from './configuration';
import { OrdererSession } from './orderer-session';
import type { ChannelIdentity } from './signed-envelope';

/** A node that knows a channel's configuration; close it when done. */
export interface ConfigurationSource {
  /** Whose node it is. */
  readonly organisation: string;
  read(): Promise<common.Config>;
  close(): void;
}

/** A peer that is up answers within milliseconds; one that is away must not hold the others up. */
const ANSWER_MS = 3_000;

/** A member's peer, asked by an organisation's administrator for the configuration by which that peer judges callers. */
export function peerSource(
  network: PeerPlace,
  channel: string,
  asker: string,
  organisation: string,
): ConfigurationSource {
  const session = openPeerSession(network, asker, 'admin', organisation);
  const { mspId } = organisationOf(network.topology, organisation);
  const question = { arguments: [channel], endorsingOrganizations: [mspId] };
  return {
    organisation,
    read: async () => {
      const proposal = session.gateway.getNetwork(channel).getContract('cscc').newProposal('GetConfigBlock', question);
      const block = await proposal.evaluate({ deadline: Date.now() + ANSWER_MS });
      return configurationIn(common.Block.deserializeBinary(block));
    },
    close: () => {
      session.close();
    },
  };
}

/** An organisation's orderer, asked by who may read the channel there. */
export function ordererSource(
  network: PeerPlace,
  channel: string,
  reader: ChannelIdentity,
  organisation: string,
): ConfigurationSource {
  const session = new OrdererSession(network, organisation);
  return {
    organisation,
    read: async () => configurationIn(await session.configurationBlock(channel, reader)),
    close: () => {
      session.close();
    },
  };
}
