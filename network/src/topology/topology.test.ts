import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { collectionsOf } from '../lifecycle/deploy-network';
import {
  channelOf,
  channelsOfMember,
  consortiumOf,
  loadTopology,
  parseTopology,
  portsOf,
  TOPOLOGY_FILE,
  TopologyError,
} from '.';

const topology = loadTopology();

/** The shipped file with one field changed, as a person would edit it. */
function edited(path: (string | number)[], value: unknown): string {
  const file = parseDocument(readFileSync(TOPOLOGY_FILE, 'utf8'));
  file.setIn(path, value);
  return file.toString();
}

describe('the shipped topology', () => {
  it('holds seven organisations, four channels and five orderers', () => {
    expect(topology.organisations.map((organisation) => organisation.name)).toEqual([
      'hospital',
      'clinic',
      'pharmacy',
      'manufacturer',
      'distributor',
      'insurer',
      'regulator',
    ]);
    expect(topology.channels.map((channel) => channel.name)).toEqual(['supply', 'care', 'trials', 'claims']);
    expect(topology.ordering.orderers).toHaveLength(5);
  });

  it('gives every organisation its gateway port in order, and the test network 10000 more', () => {
    expect(topology.organisations.map(({ name }) => portsOf(topology, 'local', name).gateway)).toEqual([
      8101, 8102, 8103, 8104, 8105, 8106, 8107,
    ]);
    expect(portsOf(topology, 'test', 'regulator')).toMatchObject({ gateway: 18107, peer: 18607, database: 18801 });
  });

  it('has one database and one issuer for all', () => {
    for (const kind of ['database', 'issuer'] as const) {
      expect(new Set(topology.organisations.map(({ name }) => portsOf(topology, 'local', name)[kind])).size).toBe(1);
    }
  });

  it('gives everybody a full name of their own, and somebody two sites to choose from', () => {
    const people = topology.organisations.flatMap((organisation) => organisation.people);
    expect(new Set(people.map(({ fullName }) => fullName)).size).toBe(people.length);
    expect(people.filter(({ sites }) => sites.length > 1).map(({ name }) => name)).toEqual(['technician']);
  });

  it('puts the hospital on every channel and the insurer on claims alone', () => {
    expect(channelsOfMember(topology, 'hospital')).toHaveLength(4);
    expect(channelsOfMember(topology, 'insurer').map((channel) => channel.name)).toEqual(['claims']);
  });

  it('tells contracts which private data a channel has, and with whom', () => {
    const care = consortiumOf(topology, {}).channels.find((channel) => channel.name === 'care');
    expect(care?.collections).toEqual([{ name: 'patients', members: ['hospital', 'clinic', 'pharmacy'] }]);
  });

  it('has patients’ data on a second peer before they are endorsed, also while one of the three is dead', () => {
    const care = channelOf(topology, 'care');
    const [patients] = collectionsOf(topology, care);
    expect(patients).toMatchObject({
      members: ['HospitalMSP', 'ClinicMSP', 'PharmacyMSP'],
      requiredPeerCount: 1,
      maxPeerCount: 2,
      memberOnlyRead: true,
      memberOnlyWrite: true,
    });
    expect(patients).not.toHaveProperty('endorsementPolicy');
    expect(patients?.requiredPeerCount).toBeLessThanOrEqual(care.members.length - 2);
  });

  it('compiles to a consortium without people, ports or consenters', () => {
    const consortium = consortiumOf(topology, { pharmacy: ['root of the pharmacy'] });
    expect(consortium.members.find((member) => member.name === 'pharmacy')?.roots).toEqual(['root of the pharmacy']);
    expect(JSON.stringify(consortium)).not.toMatch(/people|machines|consenters|8101|second-pharmacist|Sandberg/);
  });
});

describe('a mistake in the topology is named by its field', () => {
  it.each<[string, (string | number)[], unknown, string]>([
    [
      'an unknown member',
      ['channels', 0, 'members', 1],
      'wholesaler',
      'channels[0].members[1]: wholesaler is not an organisation',
    ],
    [
      'a member named twice',
      ['channels', 1, 'members'],
      ['hospital', 'hospital', 'clinic'],
      'channels[1].members: hospital appears twice',
    ],
    [
      'a consenter without an orderer',
      ['channels', 1, 'consenters', 0],
      'insurer',
      'channels[1].consenters[0]: insurer is not one of ordering.orderers',
    ],
    [
      'three consenters',
      ['channels', 2, 'consenters'],
      ['hospital', 'clinic', 'pharmacy'],
      'channels[2].consenters: byzantine ordering needs at least 4',
    ],
    [
      'more endorsements than members',
      ['channels', 1, 'endorsements'],
      4,
      'channels[1].endorsements: 4 endorsements of 3 members',
    ],
    [
      'a wrong check digit',
      ['organisations', 0, 'sites', 0, 'gln'],
      '9521101000017',
      'organisations[0].sites[0].gln: has a wrong check digit',
    ],
    [
      "a person at another organisation's site",
      ['organisations', 2, 'people', 0, 'sites', 0],
      '9521101000016',
      'organisations[2].people[0].sites[0]: 9521101000016 is not a site of pharmacy',
    ],
    [
      'a patient who works somewhere',
      ['organisations', 1, 'people', 1, 'sites'],
      ['9521102000015'],
      'organisations[1].people[1].sites: patient-ana, a patient, works at no site',
    ],
    [
      'a nurse who works nowhere',
      ['organisations', 0, 'people', 1, 'sites'],
      [],
      'organisations[0].people[1].sites: nurse needs a site to work at',
    ],
    [
      "a machine at another organisation's site",
      ['organisations', 3, 'machines', 0, 'site'],
      '9521101000016',
      'organisations[3].machines[0].site: 9521101000016 is not a site of manufacturer',
    ],
    [
      'a machine that is called as a person is',
      ['organisations', 3, 'machines', 0, 'id'],
      'pharmacist',
      'pharmacist appears twice',
    ],
    [
      'a role that nobody may have',
      ['organisations', 0, 'people', 0, 'role'],
      'gateway',
      'organisations[0].people[0].role',
    ],
    ['ports that meet', ['ports', 'outbox'], 8105, 'ports.outbox: 8105'],
    ['ports that meet across networks', ['networks', 'test', 'portOffset'], 100, 'ports.gateway'],
    ['a port out of range', ['networks', 'test', 'portOffset'], 50_001, 'networks.test.portOffset'],
    [
      'a holder who is not on the channel',
      ['channels', 1, 'collections', 0, 'members'],
      ['hospital', 'insurer'],
      'channels[1].collections[0].members[1]: insurer is not a member of care',
    ],
    [
      'more copies than other holders',
      ['channels', 1, 'collections', 0, 'requiredPeerCount'],
      3,
      'channels[1].collections[0].requiredPeerCount: patients is held by 3: there are no 3 others',
    ],
    [
      'more copies than are sent',
      ['channels', 1, 'collections', 0, 'maxPeerCount'],
      0,
      'channels[1].collections[0].requiredPeerCount: 1 is more than maxPeerCount 0',
    ],
    [
      'a collection that is called as Fabric calls its own',
      ['channels', 1, 'collections', 0, 'name'],
      '_implicit_org_HospitalMSP',
      'channels[1].collections[0].name: must be lower case letters',
    ],
    ['an unknown field', ['ordering', 'leader'], 'hospital', 'ordering: Unrecognized key'],
    [
      'two organisations of one MSP',
      ['organisations', 1, 'mspId'],
      'HospitalMSP',
      'organisations[].mspId: HospitalMSP appears twice',
    ],
  ])('%s', (_name, path, value, message) => {
    expect(() => parseTopology(edited(path, value), 'topology.yaml')).toThrow(TopologyError);
    expect(() => parseTopology(edited(path, value), 'topology.yaml')).toThrow(message);
  });

  it('says so when the file is not YAML', () => {
    expect(() => parseTopology('a: [', 'topology.yaml')).toThrow(/\(file\)/);
  });
});
