/** A channel's configuration as its configuration block holds it, and what it says of an organisation. */
import { common, msp } from '@hyperledger/fabric-protos';
import { channelsOfConsenter, channelsOfMember, ordererMspIdOf, organisationOf, type Topology } from '../topology';

/** The two groups of a channel that define organisations. */
export type ConfigurationGroup = 'Application' | 'Orderer';

/** A place in a channel's configuration that defines an organisation. */
export interface MspDefinition {
  readonly group: ConfigurationGroup;
  readonly mspId: string;
}

/** A channel whose configuration defines an organisation: as a member, as one that orders, or as both. */
export interface DefiningChannel {
  readonly channel: string;
  readonly definitions: readonly MspDefinition[];
}

/** Every channel that defines an organisation, with the places where it does. */
export function channelsDefining(topology: Topology, organisation: string): DefiningChannel[] {
  const member = { group: 'Application', mspId: organisationOf(topology, organisation).mspId } as const;
  const consenter = { group: 'Orderer', mspId: ordererMspIdOf(topology, organisation) } as const;
  const joined = channelsOfMember(topology, organisation);
  const ordered = channelsOfConsenter(topology, organisation);
  return topology.channels.flatMap((channel) => {
    const definitions = [
      ...(joined.includes(channel) ? [member] : []),
      ...(ordered.includes(channel) ? [consenter] : []),
    ];
    return definitions.length === 0 ? [] : [{ channel: channel.name, definitions }];
  });
}

/**
 * The configuration that a block carries.
 * @throws {Error} when it is no configuration block.
 */
export function configurationIn(block: common.Block): common.Config {
  const [envelope] = block.getData()?.getDataList_asU8() ?? [];
  if (envelope === undefined) throw new Error('the block is empty');
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  if (config?.getChannelGroup() === undefined) throw new Error('the block holds no configuration');
  return config;
}

/**
 * The value of a channel's configuration that defines an organisation.
 * @throws {Error} when the channel knows no such organisation there.
 */
export function mspValueIn(config: common.Config, { group, mspId }: MspDefinition): common.ConfigValue {
  const value = config
    .getChannelGroup()
    ?.getGroupsMap()
    .get(group)
    ?.getGroupsMap()
    .get(mspId)
    ?.getValuesMap()
    .get('MSP');
  if (value === undefined) throw new Error(`the channel's group ${group} has no organisation ${mspId}`);
  return value;
}

/** The revocation lists that a channel holds against an organisation, PEM. */
export function revocationListsIn(config: common.Config, definition: MspDefinition): string[] {
  const value = msp.MSPConfig.deserializeBinary(mspValueIn(config, definition).getValue_asU8());
  const fabric = msp.FabricMSPConfig.deserializeBinary(value.getConfig_asU8());
  return fabric.getRevocationListList_asU8().map((list) => Buffer.from(list).toString());
}
