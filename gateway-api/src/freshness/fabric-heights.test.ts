/** Heights by discovery's own messages over gRPC: one an organisation, and no announcement hides the others. */
import {
  type sendUnaryData,
  Client,
  credentials,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { discovery, gossip } from '@hyperledger/fabric-protos';
import type { ChannelHeights } from './channel-heights.port';
import { FabricHeights } from './fabric-heights';

const OWN = 'PharmacyMSP';
const GARBAGE = 'garbage';

/** Organisation to what its peers announce: a height, bytes that cannot be read, nothing, or that they left. */
type Announced = Readonly<Record<string, readonly (number | 'garbage' | 'nothing' | 'left')[]>>;

let server: Server;
let client: Client;
let announced: Announced;
const asked: Buffer[] = [];

beforeAll(async () => {
  server = new Server();
  const bytes = { requestSerialize: (buffer: Buffer) => buffer, requestDeserialize: (buffer: Buffer) => buffer };
  server.addService(
    {
      discover: {
        ...{ path: '/discovery.Discovery/Discover', requestStream: false, responseStream: false },
        ...{ ...bytes, responseSerialize: (buffer: Buffer) => buffer, responseDeserialize: (buffer: Buffer) => buffer },
      },
    },
    {
      discover: (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => {
        asked.push(call.request);
        answer(null, Buffer.from(responseOf(announced).serializeBinary()));
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
});

afterAll(() => {
  client.close();
  server.forceShutdown();
});

it.each<[string, Announced, ChannelHeights | undefined]>([
  ['one peer each', { [OWN]: [7], HospitalMSP: [9], MakerMSP: [8] }, { own: 7, others: [9, 8] }],
  ['several own peers: the lowest may evaluate', { [OWN]: [7, 6], MakerMSP: [8] }, { own: 6, others: [8] }],
  ['several peers of another: one voice', { [OWN]: [7], MakerMSP: [8, 9] }, { own: 7, others: [9] }],
  ['bytes that cannot be read', { [OWN]: [7], HospitalMSP: [GARBAGE], MakerMSP: [8] }, { own: 7, others: [8] }],
  [
    'peers that said nothing, or left',
    { [OWN]: [7], HospitalMSP: ['nothing'], MakerMSP: ['left'] },
    { own: 7, others: [] },
  ],
  ['the own peer is not on the channel', { MakerMSP: [8] }, undefined],
])('%s', async (_, announcedNow, heights) => {
  announced = announcedNow;
  expect((await theHeights().heights(['supply'])).get('supply')).toEqual(heights);
});

it('sends the very same request each time, so that the peer checks its signature once', async () => {
  announced = { [OWN]: [7], MakerMSP: [8] };
  asked.length = 0;
  const heights = theHeights();
  await heights.heights(['supply']);
  await heights.heights(['supply']);
  expect(asked).toHaveLength(2);
  expect(asked[0]).toEqual(asked[1]);
});

it('says so when the peer gives no answer in time', async () => {
  const away = new Client('127.0.0.1:1', credentials.createInsecure());
  await expect(theHeights(away).heights(['supply'])).rejects.toThrow();
  away.close();
});

it('takes the ledger’s word for the own height where an announcement says less', async () => {
  announced = { [OWN]: [7], HospitalMSP: [9], MakerMSP: [8] };
  const seen = await theHeights(client, () => Promise.resolve(9n)).heights(['supply']);
  expect(seen.get('supply')).toEqual({ own: 9, others: [9, 8] });
});

it('does not trouble the ledger while the own peer is as high as all others', async () => {
  announced = { [OWN]: [9], MakerMSP: [9] };
  const seen = await theHeights(client, () => Promise.resolve(10n)).heights(['supply']);
  expect(seen.get('supply')?.own).toBe(9);
});

const SILENT = (): Promise<bigint> => Promise.reject(new Error('the ledger does not answer'));

function theHeights(to = client, height = SILENT): FabricHeights {
  let signatures = 0;
  const machine = {
    ...{ mspId: OWN, certificate: 'a certificate' },
    sign: () => Promise.resolve(Buffer.from([(signatures += 1)])),
  };
  return new FabricHeights({ client: to, tlsClientCertificateHash: Buffer.alloc(32) }, machine, { height }, 1_000);
}

function responseOf(byOrganisation: Announced): discovery.Response {
  const members = new discovery.PeerMembershipResult();
  for (const [mspId, peers] of Object.entries(byOrganisation)) {
    const all = new discovery.Peers();
    all.setPeersList(peers.map(peerOf));
    members.getPeersByOrgMap().set(mspId, all);
  }
  const result = new discovery.QueryResult();
  result.setMembers(members);
  const response = new discovery.Response();
  response.setResultsList([result]);
  return response;
}

function peerOf(said: Announced[string][number]): discovery.Peer {
  const peer = new discovery.Peer();
  if (said === 'nothing') return peer;
  const envelope = new gossip.Envelope();
  envelope.setPayload(said === GARBAGE ? Buffer.from('ffffffffff', 'hex') : stateInfo(said).serializeBinary());
  peer.setStateInfo(envelope);
  return peer;
}

function stateInfo(said: number | 'left'): gossip.GossipMessage {
  const properties = new gossip.Properties();
  properties.setLedgerHeight(said === 'left' ? 9 : said);
  properties.setLeftChannel(said === 'left');
  const info = new gossip.StateInfo();
  info.setProperties(properties);
  const message = new gossip.GossipMessage();
  message.setStateInfo(info);
  return message;
}
