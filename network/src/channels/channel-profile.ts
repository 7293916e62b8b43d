/** The configuration with which a channel is born, in configtxgen's words: members, consenters, policies, capabilities. */
import { ordererMspIdOf, organisationOf, type Topology, type TopologyChannel } from '../topology';
import { BATCH, RAFT, SMART_BFT } from './ordering-settings';

/** Where a listener is reached by the other organisations. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the material of a channel lies and its nodes listen: what differs between native processes and containers. */
export interface ChannelPlaces {
  /** The organisation's public MSP folder. */
  readonly mspFolder: (organisation: string) => string;
  readonly peer: (organisation: string) => Address;
  readonly orderer: (organisation: string) => Address;
  /** The orderer's signing certificate. */
  readonly ordererCertificate: (organisation: string) => string;
  /** The orderer's TLS certificate, which it shows as server and as client. */
  readonly ordererTlsCertificate: (organisation: string) => string;
}

type Policies = Readonly<Record<string, { readonly Type: 'Signature' | 'ImplicitMeta'; readonly Rule: string }>>;

const IMPLICIT: Policies = {
  Readers: { Type: 'ImplicitMeta', Rule: 'ANY Readers' },
  Writers: { Type: 'ImplicitMeta', Rule: 'ANY Writers' },
  Admins: { Type: 'ImplicitMeta', Rule: 'MAJORITY Admins' },
};

/** A profile of configtx.yaml for one channel. */
export function channelProfile(topology: Topology, channel: TopologyChannel, places: ChannelPlaces): object {
  const mspOf = (organisation: string): string => organisationOf(topology, organisation).mspId;
  return {
    Policies: IMPLICIT,
    // The newest that Fabric 3.1 knows: the orderer group has no V3_0.
    Capabilities: topology.ordering.type === 'BFT' ? { V3_0: true } : { V2_0: true },
    Orderer: ordererGroup(topology, channel, places),
    Application: {
      Organizations: channel.members.map((name) => memberGroup(mspOf(name), places.mspFolder(name), places.peer(name))),
      Policies: {
        ...IMPLICIT,
        LifecycleEndorsement: { Type: 'ImplicitMeta', Rule: 'MAJORITY Endorsement' },
        Endorsement: { Type: 'Signature', Rule: endorsementRule(channel.endorsements, channel.members.map(mspOf)) },
      },
      Capabilities: { V2_5: true },
    },
  };
}

/** Such as `OutOf(2, 'HospitalMSP.peer', 'ClinicMSP.peer', 'PharmacyMSP.peer')`. */
export function endorsementRule(endorsements: number, mspIds: readonly string[]): string {
  return `OutOf(${[endorsements, ...mspIds.map((msp) => `'${msp}.peer'`)].join(', ')})`;
}

function memberGroup(msp: string, mspFolder: string, peer: Address): object {
  return {
    Name: msp,
    ID: msp,
    MSPDir: mspFolder,
    Policies: {
      Readers: signature(`OR('${msp}.admin', '${msp}.peer', '${msp}.client')`),
      Writers: signature(`OR('${msp}.admin', '${msp}.client')`),
      Admins: signature(`OR('${msp}.admin')`),
      Endorsement: signature(`OR('${msp}.peer')`),
    },
    AnchorPeers: [{ Host: peer.host, Port: peer.port }],
  };
}

function ordererGroup(topology: Topology, channel: TopologyChannel, places: ChannelPlaces): object {
  const mspOf = (organisation: string): string => ordererMspIdOf(topology, organisation);
  return {
    OrdererType: topology.ordering.type,
    ...BATCH,
    Organizations: channel.consenters.map((name) => {
      const { host, port } = places.orderer(name);
      return ordererOrganisation(mspOf(name), places.mspFolder(name), `${host}:${port}`);
    }),
    Policies: { ...IMPLICIT, BlockValidation: { Type: 'ImplicitMeta', Rule: 'ANY Writers' } },
    Capabilities: { V2_0: true },
    ...(topology.ordering.type === 'BFT' ? bftConsenters(channel, places, mspOf) : raftConsenters(channel, places)),
  };
}

/** Unit `orderer` alone may write blocks. */
function ordererOrganisation(msp: string, mspFolder: string, endpoint: string): object {
  return {
    Name: msp,
    ID: msp,
    MSPDir: mspFolder,
    Policies: {
      Readers: signature(`OR('${msp}.orderer', '${msp}.admin')`),
      Writers: signature(`OR('${msp}.orderer')`),
      Admins: signature(`OR('${msp}.admin')`),
    },
    OrdererEndpoints: [endpoint],
  };
}

function bftConsenters(
  channel: TopologyChannel,
  places: ChannelPlaces,
  mspOf: (organisation: string) => string,
): object {
  return {
    ConsenterMapping: channel.consenters.map((name, index) => ({
      ID: index + 1,
      Host: places.orderer(name).host,
      Port: places.orderer(name).port,
      MSPID: mspOf(name),
      Identity: places.ordererCertificate(name),
      ClientTLSCert: places.ordererTlsCertificate(name),
      ServerTLSCert: places.ordererTlsCertificate(name),
    })),
    SmartBFT: SMART_BFT,
  };
}

function raftConsenters(channel: TopologyChannel, places: ChannelPlaces): object {
  return {
    EtcdRaft: {
      Consenters: channel.consenters.map((name) => ({
        Host: places.orderer(name).host,
        Port: places.orderer(name).port,
        ClientTLSCert: places.ordererTlsCertificate(name),
        ServerTLSCert: places.ordererTlsCertificate(name),
      })),
      Options: RAFT,
    },
  };
}

function signature(rule: string): { Type: 'Signature'; Rule: string } {
  return { Type: 'Signature', Rule: rule };
}
