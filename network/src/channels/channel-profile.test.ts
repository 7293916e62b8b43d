import { channelOf, loadTopology } from '../topology';
import { channelProfile, endorsementRule, type ChannelPlaces } from './channel-profile';

const topology = loadTopology();
const places: ChannelPlaces = {
  mspFolder: (organisation) => `/${organisation}/msp`,
  peer: (organisation) => ({ host: `peer-${organisation}`, port: 1 }),
  orderer: (organisation) => ({ host: `orderer-${organisation}`, port: 2 }),
  ordererCertificate: (organisation) => `/${organisation}/orderer.pem`,
  ordererTlsCertificate: (organisation) => `/${organisation}/orderer-tls.pem`,
};
/** The parts of a profile that tests look at. */
interface Profile {
  readonly Capabilities: object;
  readonly Orderer: {
    readonly OrdererType: string;
    readonly BatchTimeout: string;
    readonly Capabilities: object;
    readonly SmartBFT?: { readonly LeaderHeartbeatTimeout: string };
    readonly ConsenterMapping: readonly { readonly ID: number; readonly MSPID: string }[];
    readonly EtcdRaft: { readonly Consenters: readonly object[] };
    readonly Organizations: readonly Group[];
  };
  readonly Application: {
    readonly Capabilities: object;
    readonly Organizations: readonly Group[];
    readonly Policies: Group['Policies'];
  };
}
interface Group {
  readonly ID: string;
  readonly Policies: Readonly<Record<string, { readonly Type: string; readonly Rule: string }>>;
}

const profileOf = (name: string, of = topology): Profile =>
  channelProfile(of, channelOf(of, name), places) as unknown as Profile;

describe('the configuration that a channel is born with', () => {
  it.each([
    ['supply', 3, 5],
    ['care', 2, 3],
    ['trials', 3, 4],
    ['claims', 3, 4],
  ])('%s asks for %i of %i members’ peers', (name, endorsements, members) => {
    const { Type, Rule } = profileOf(name).Application.Policies.Endorsement!;
    expect(Type).toBe('Signature');
    expect(Rule).toMatch(new RegExp(`^OutOf\\(${endorsements}(, '\\w+MSP\\.peer'){${members}}\\)$`));
  });

  it('has the newest capabilities that Fabric 3.1 knows', () => {
    const { Capabilities, Orderer, Application } = profileOf('care');
    expect([Capabilities, Orderer.Capabilities, Application.Capabilities]).toEqual([
      { V3_0: true },
      { V2_0: true },
      { V2_5: true },
    ]);
  });

  it('lets four consenters order byzantine fault tolerant, each known by its own certificates', () => {
    const { OrdererType, ConsenterMapping, SmartBFT, BatchTimeout } = profileOf('supply').Orderer;
    expect([OrdererType, BatchTimeout, SmartBFT?.LeaderHeartbeatTimeout]).toEqual(['BFT', '200ms', '5s']);
    expect(ConsenterMapping.map(({ ID, MSPID }) => [ID, MSPID])).toEqual([
      [1, 'ManufacturerOrdererMSP'],
      [2, 'PharmacyOrdererMSP'],
      [3, 'HospitalOrdererMSP'],
      [4, 'RegulatorOrdererMSP'],
    ]);
    expect(ConsenterMapping[1]).toMatchObject({
      Host: 'orderer-pharmacy',
      Identity: '/pharmacy/orderer.pem',
      ServerTLSCert: '/pharmacy/orderer-tls.pem',
    });
  });

  it('lets the regulator order care without being a member of it', () => {
    const { Application, Orderer } = profileOf('care');
    const ids = (organisations: readonly Group[]): string[] => organisations.map(({ ID }) => ID);
    expect(ids(Application.Organizations)).not.toContain('RegulatorMSP');
    expect(ids(Orderer.Organizations)).toContain('RegulatorOrdererMSP');
  });

  it('gives orderers no MSP of a peer: a peer would look for its members in channels that they only order', () => {
    const groups = topology.channels.map(({ name }) => profileOf(name));
    const ids = (of: (profile: Profile) => readonly Group[]): string[] => groups.flatMap(of).map(({ ID }) => ID);
    const members = new Set(ids(({ Application }) => Application.Organizations));
    expect(ids(({ Orderer }) => Orderer.Organizations).filter((id) => members.has(id))).toEqual([]);
  });

  it('lets orderer units alone write blocks, and admins alone administer', () => {
    const organisation = profileOf('care').Orderer.Organizations[0]!;
    expect(organisation.Policies.Writers!.Rule).toBe("OR('HospitalOrdererMSP.orderer')");
    expect(organisation.Policies.Admins!.Rule).toBe("OR('HospitalOrdererMSP.admin')");
  });

  it('has room for Raft', () => {
    const raft = { ...topology, ordering: { ...topology.ordering, type: 'etcdraft' as const } };
    const { Orderer, Capabilities } = profileOf('care', raft);
    expect(Orderer).not.toHaveProperty('SmartBFT');
    expect(Orderer.EtcdRaft.Consenters).toHaveLength(4);
    expect(Capabilities).toEqual({ V2_0: true });
  });

  it('writes n of m as Fabric reads it', () => {
    expect(endorsementRule(1, ['AMSP', 'BMSP'])).toBe("OutOf(1, 'AMSP.peer', 'BMSP.peer')");
  });
});
