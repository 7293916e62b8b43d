import { common, msp } from '@hyperledger/fabric-protos';
import { loadTopology } from '../topology';
import { channelsDefining, configurationIn, revocationListsIn, type MspDefinition } from './configuration';
import { revocationUpdate } from './revocation-update';

const MEMBER: MspDefinition = { group: 'Application', mspId: 'PharmacyMSP' };
const CONSENTER: MspDefinition = { group: 'Orderer', mspId: 'PharmacyOrdererMSP' };
const LIST = '-----BEGIN X509 CRL-----\nnew\n-----END X509 CRL-----\n';
const OLDER = '-----BEGIN X509 CRL-----\nolder\n-----END X509 CRL-----\n';

/** An organisation's group at version 2, its MSP value at version 5, among what an update must leave alone. */
function organisation(mspId: string): common.ConfigGroup {
  const fabric = new msp.FabricMSPConfig();
  fabric.setName(mspId);
  fabric.setRootCertsList([Buffer.from(`root of ${mspId}`)]);
  fabric.setRevocationListList([Buffer.from(OLDER)]);
  const definition = new msp.MSPConfig();
  definition.setConfig(fabric.serializeBinary());
  const value = new common.ConfigValue();
  value.setVersion(5);
  value.setModPolicy('Admins');
  value.setValue(definition.serializeBinary());
  const group = new common.ConfigGroup();
  group.setVersion(2);
  group.setModPolicy('Admins');
  group.getValuesMap().set('MSP', value);
  group.getValuesMap().set('AnchorPeers', new common.ConfigValue());
  group.getPoliciesMap().set('Admins', new common.ConfigPolicy());
  return group;
}

function configuration(): common.Config {
  const channel = new common.ConfigGroup();
  channel.setVersion(1);
  for (const [name, version, mspIds] of [
    ['Application', 3, ['PharmacyMSP', 'HospitalMSP']],
    ['Orderer', 4, ['PharmacyOrdererMSP', 'HospitalOrdererMSP']],
  ] as const) {
    const group = new common.ConfigGroup();
    group.setVersion(version);
    for (const mspId of mspIds) group.getGroupsMap().set(mspId, organisation(mspId));
    channel.getGroupsMap().set(name, group);
  }
  const config = new common.Config();
  config.setSequence(7);
  config.setChannelGroup(channel);
  return config;
}

/** Every group and value of a set by its path, with its version. */
function versions(group: common.ConfigGroup, path = ''): Record<string, number> {
  const found: Record<string, number> = { [path]: group.getVersion() };
  group.getValuesMap().forEach((value, name) => (found[`${path}/=${name}`] = value.getVersion()));
  group.getGroupsMap().forEach((within, name) => Object.assign(found, versions(within, `${path}/${name}`)));
  return found;
}

const updateFor = (definitions: readonly MspDefinition[]): common.ConfigUpdate =>
  common.ConfigUpdate.deserializeBinary(revocationUpdate('supply', configuration(), definitions, LIST));

describe('the update that puts a revocation list into a channel', () => {
  it('reads the groups on the way and writes the MSP in both, one version on, and nothing else', () => {
    const update = updateFor([MEMBER, CONSENTER]);
    const groups = {
      '': 1,
      '/Application': 3,
      '/Application/PharmacyMSP': 2,
      '/Orderer': 4,
      '/Orderer/PharmacyOrdererMSP': 2,
    };
    expect(update.getChannelId()).toBe('supply');
    expect(versions(update.getReadSet()!)).toEqual(groups);
    expect(versions(update.getWriteSet()!)).toEqual({
      ...groups,
      '/Application/PharmacyMSP/=MSP': 6,
      '/Orderer/PharmacyOrdererMSP/=MSP': 6,
    });
  });

  it('touches one group only where the organisation only orders', () => {
    expect(Object.keys(versions(updateFor([CONSENTER]).getWriteSet()!))).toEqual([
      '',
      '/Orderer',
      '/Orderer/PharmacyOrdererMSP',
      '/Orderer/PharmacyOrdererMSP/=MSP',
    ]);
  });

  it('replaces the list, and leaves roots and the policy of changes as they are', () => {
    const group = updateFor([MEMBER]).getWriteSet()!.getGroupsMap().get('Application')!;
    const value = group.getGroupsMap().get('PharmacyMSP')!.getValuesMap().get('MSP')!;
    const definition = msp.MSPConfig.deserializeBinary(value.getValue_asU8());
    const fabric = msp.FabricMSPConfig.deserializeBinary(definition.getConfig_asU8());
    expect(fabric.getRevocationListList_asU8().map((list) => Buffer.from(list).toString())).toEqual([LIST]);
    expect(fabric.getName()).toBe('PharmacyMSP');
    expect(fabric.getRootCertsList_asU8().map((root) => Buffer.from(root).toString())).toEqual(['root of PharmacyMSP']);
    expect(value.getModPolicy()).toBe('Admins');
  });

  it('is not made for who is not there', () => {
    expect(() => updateFor([{ group: 'Application', mspId: 'InsurerMSP' }])).toThrow(
      "the channel's group Application has no organisation InsurerMSP",
    );
  });
});

describe('a configuration block', () => {
  it('tells the lists that a channel holds against an organisation', () => {
    const content = new common.ConfigEnvelope();
    content.setConfig(configuration());
    const payload = new common.Payload();
    payload.setData(content.serializeBinary());
    const envelope = new common.Envelope();
    envelope.setPayload(payload.serializeBinary());
    const data = new common.BlockData();
    data.setDataList([envelope.serializeBinary()]);
    const block = new common.Block();
    block.setData(data);
    const config = configurationIn(common.Block.deserializeBinary(block.serializeBinary()));
    expect(config.getSequence()).toBe(7);
    expect(revocationListsIn(config, CONSENTER)).toEqual([OLDER]);
  });

  it('is told from an empty one', () => {
    expect(() => configurationIn(new common.Block())).toThrow('the block is empty');
  });
});

describe('the channels that define an organisation', () => {
  const topology = loadTopology();

  it.each([
    [
      'pharmacy',
      { supply: ['Application', 'Orderer'], care: ['Application', 'Orderer'], claims: ['Application', 'Orderer'] },
    ],
    ['distributor', { supply: ['Application'] }],
    [
      'regulator',
      {
        supply: ['Application', 'Orderer'],
        care: ['Orderer'],
        trials: ['Application', 'Orderer'],
        claims: ['Orderer'],
      },
    ],
  ])('are for the %s where it is a member, and where it orders', (name, expected) => {
    const found = channelsDefining(topology, name).map(({ channel, definitions }) => [
      channel,
      definitions.map(({ group }) => group),
    ]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('know it under the orderers’ MSP where it orders', () => {
    const [supply] = channelsDefining(topology, 'pharmacy');
    expect(supply?.definitions).toEqual([MEMBER, CONSENTER]);
  });
});
