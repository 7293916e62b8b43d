/** The change of a channel's configuration that puts a revocation list into an organisation's definitions. */
import { common, msp } from '@hyperledger/fabric-protos';
import { mspValueIn, type MspDefinition } from './configuration';

/**
 * A ConfigUpdate that replaces the lists in all of the given definitions at once: one authority with two different
 * lists in one channel is an error to Fabric. Both sets are sparse, as configtxlator computes them: read are the groups
 * on the way, at the versions that they have; written is the value of each MSP, one version on. So an update that was
 * computed from an older configuration is refused, and changes of other organisations do not get in its way.
 *
 * @param list - PEM.
 * @throws {Error} when the channel does not define the organisation where it should.
 */
export function revocationUpdate(
  channel: string,
  config: common.Config,
  definitions: readonly MspDefinition[],
  list: string,
): Uint8Array {
  const update = new common.ConfigUpdate();
  update.setChannelId(channel);
  update.setReadSet(sparseGroup(config, definitions));
  update.setWriteSet(sparseGroup(config, definitions, (definition) => withList(mspValueIn(config, definition), list)));
  return update.serializeBinary();
}

/** The channel's group with the groups on the way to each definition, and the new value where one is given. */
function sparseGroup(
  config: common.Config,
  definitions: readonly MspDefinition[],
  valueOf?: (definition: MspDefinition) => common.ConfigValue,
): common.ConfigGroup {
  const channel = config.getChannelGroup();
  const root = sameVersion(channel);
  for (const definition of definitions) {
    const group = channel?.getGroupsMap().get(definition.group);
    const organisation = sameVersion(group?.getGroupsMap().get(definition.mspId));
    if (valueOf !== undefined) organisation.getValuesMap().set('MSP', valueOf(definition));
    const within = root.getGroupsMap().get(definition.group) ?? sameVersion(group);
    within.getGroupsMap().set(definition.mspId, organisation);
    root.getGroupsMap().set(definition.group, within);
  }
  return root;
}

function sameVersion(group: common.ConfigGroup | undefined): common.ConfigGroup {
  const empty = new common.ConfigGroup();
  empty.setVersion(group?.getVersion() ?? 0);
  return empty;
}

function withList(value: common.ConfigValue, list: string): common.ConfigValue {
  const definition = msp.MSPConfig.deserializeBinary(value.getValue_asU8());
  const fabric = msp.FabricMSPConfig.deserializeBinary(definition.getConfig_asU8());
  fabric.setRevocationListList([Buffer.from(list)]);
  definition.setConfig(fabric.serializeBinary());
  const changed = new common.ConfigValue();
  changed.setVersion(value.getVersion() + 1);
  changed.setModPolicy(value.getModPolicy());
  changed.setValue(definition.serializeBinary());
  return changed;
}
