/** Installs packages on peers and brings every channel to its definition, organisations and channels side by side. */
import type { AddedChaincode, ChaincodePackage } from '../chaincode-package';
import type { NativeNetwork } from '../native/native-network';
import { channelOf, organisationOf, type TopologyChannel } from '../topology';
import type { ChaincodeDefinition } from './chaincode-definition';
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
    const definition = definitionOf(network, channel, channel.name, channel.endorsements, chaincode);
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
  const mspIds = channel.members.map((member) => organisationOf(network.topology, member).mspId);
  return {
    channel: channel.name,
    name,
    version: versionOf(chaincode),
    policy: endorsementPolicy(endorsements, mspIds),
  };
}

function sessionsOf(administrators: Administrators, members: readonly string[]): PeerSession[] {
  return members.flatMap((member) => administrators.get(member) ?? []);
}
