/** Installs packages on peers and brings every channel to its definition, organisations and channels side by side. */
import type { AddedChaincode, ChaincodePackage } from '../chaincode-package';
import type { NativeNetwork } from '../native/native-network';
import { channelOf, holdersOf, organisationOf, type Topology, type TopologyChannel } from '../topology';
import type { ChaincodeDefinition } from './chaincode-definition';
import type { CollectionDefinition } from './collections';
import { deployChaincode, versionOf, type Deployment } from './deploy-chaincode';
import { endorsementPolicy } from './endorsement-policy';
import type { PeerSession } from './peer-session';

/** A test's chaincode with its package. */
export interface PackagedAddition {
  readonly added: AddedChaincode;
  readonly chaincode: ChaincodePackage;
}

/** Administrators' sessions by organisation. */
export type Administrators = ReadonlyMap<string, PeerSession>;

/** Brings the consortium's chaincode, one a channel and named as it, and a test's additions to every channel. */
export function deployEverywhere(
  network: NativeNetwork,
  administrators: Administrators,
  chaincode: ChaincodePackage,
  additions: readonly PackagedAddition[],
): Promise<Deployment[]> {
  const own = network.topology.channels.map((channel) => {
    const definition = {
      ...definitionOf(network, channel, channel.name, channel.endorsements, chaincode),
      collections: collectionsOf(network.topology, channel),
    };
    return deployChaincode(sessionsOf(administrators, channel.members), definition, chaincode);
  });
  const more = additions.map(({ added, chaincode: addition }) => {
    const channel = channelOf(network.topology, added.channel);
    const endorsements = added.endorsements ?? channel.endorsements;
    const definition = {
      ...definitionOf(network, channel, added.name, endorsements, addition),
      ...(added.collections === undefined ? {} : { collections: added.collections }),
    };
    return deployChaincode(sessionsOf(administrators, channel.members), definition, addition);
  });
  return Promise.all([...own, ...more]);
}

function definitionOf(
  network: NativeNetwork,
  channel: TopologyChannel,
  name: string,
  endorsements: number,
  chaincode: ChaincodePackage,
): ChaincodeDefinition {
  return {
    channel: channel.name,
    name,
    version: versionOf(chaincode),
    policy: endorsementPolicy(endorsements, mspIdsOf(network.topology, channel.members)),
  };
}

/** What the topology says of a channel's private data; its changes are endorsed as all others of the channel. */
export function collectionsOf(topology: Topology, channel: TopologyChannel): CollectionDefinition[] {
  return channel.collections.map((collection) => {
    const members = mspIdsOf(topology, holdersOf(channel, collection));
    return { ...collection, members };
  });
}

function mspIdsOf(topology: Topology, members: readonly string[]): string[] {
  return members.map((member) => organisationOf(topology, member).mspId);
}

function sessionsOf(administrators: Administrators, members: readonly string[]): PeerSession[] {
  return members.flatMap((member) => administrators.get(member) ?? []);
}
