/** Lets a peer join the channels that its organisation is a member of. */
import { readFileSync } from 'node:fs';
import { peer } from '@hyperledger/fabric-protos';
import type { PeerSession } from '../lifecycle/peer-session';
import { callSystemChaincode } from '../lifecycle/system-chaincode';
import { until } from '../lifecycle/until';
import type { NativeNetwork } from '../native/native-network';
import { channelsOfMember } from '../topology';

const UP_WITHIN_MS = 30_000;

/** Joins what is missing; returns the channels newly joined. */
export async function joinPeer(network: NativeNetwork, session: PeerSession): Promise<string[]> {
  const wanted = channelsOfMember(network.topology, session.organisation).map((channel) => channel.name);
  const joined = await until(`peer of ${session.organisation} answers`, () => joinedChannels(session), {
    withinMs: UP_WITHIN_MS,
  });
  const missing = wanted.filter((channel) => !joined.includes(channel));
  for (const channel of missing) {
    await callSystemChaincode(session, 'cscc', 'JoinChain', readFileSync(network.layout.genesisBlock(channel)));
  }
  return missing;
}

async function joinedChannels(session: PeerSession): Promise<string[]> {
  const answer = await callSystemChaincode(session, 'cscc', 'GetChannels');
  return peer.ChannelQueryResponse.deserializeBinary(answer)
    .getChannelsList()
    .map((channel) => channel.getChannelId());
}
