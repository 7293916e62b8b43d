/** What the rest of the network asks a topology. */
import type { Organisation, Topology, TopologyChannel, TopologyCollection } from './topology.schema';

/**
 * The organisation of this name.
 * @throws {Error} when there is none.
 */
export function organisationOf(topology: Topology, name: string): Organisation {
  const organisation = topology.organisations.find((candidate) => candidate.name === name);
  if (organisation === undefined) throw new Error(`the topology has no organisation ${name}`);
  return organisation;
}

/**
 * The MSP of an organisation's orderer, such as `RegulatorOrdererMSP`: the organisation's own authorities under a second
 * name, since a peer takes whoever shares an MSP with any of its channels for a member (docs/decisions/orderer-msp.md).
 *
 * @throws {Error} when there is no such organisation.
 */
export function ordererMspIdOf(topology: Topology, name: string): string {
  return organisationOf(topology, name).mspId.replace(/(MSP)?$/, 'OrdererMSP');
}

/**
 * The channel of this name.
 * @throws {Error} when there is none.
 */
export function channelOf(topology: Topology, name: string): TopologyChannel {
  const channel = topology.channels.find((candidate) => candidate.name === name);
  if (channel === undefined) throw new Error(`the topology has no channel ${name}`);
  return channel;
}

/** The channels that an organisation's peer joins. */
export function channelsOfMember(topology: Topology, organisation: string): TopologyChannel[] {
  return topology.channels.filter((channel) => channel.members.includes(organisation));
}

/** The channels that an organisation's orderer orders. */
export function channelsOfConsenter(topology: Topology, organisation: string): TopologyChannel[] {
  return topology.channels.filter((channel) => channel.consenters.includes(organisation));
}

/** Whether an organisation runs an orderer. */
export function runsOrderer(topology: Topology, organisation: string): boolean {
  return topology.ordering.orderers.includes(organisation);
}

/** Who holds a collection's data: those that it names, or everybody on its channel. */
export function holdersOf(channel: TopologyChannel, collection: TopologyCollection): readonly string[] {
  return collection.members ?? channel.members;
}
