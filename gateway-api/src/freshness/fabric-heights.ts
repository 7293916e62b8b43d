/** Learns heights from the own peer's discovery service: what gossip told it of the channel's peers. */
import type { Client } from '@grpc/grpc-js';
import { discovery, gossip, msp } from '@hyperledger/fabric-protos';
import type { CallerIdentity } from '../caller/caller-identity';
import type { PeerConnection } from '../ledger';
import type { LedgerProbe } from '../readiness';
import type { ChannelHeights, HeightsSource } from './channel-heights.port';

const DISCOVER = '/discovery.Discovery/Discover';

/** Asks the own peer. */
export class FabricHeights implements HeightsSource {
  /** Nothing in a request changes from one to the next, so that the peer checks the signature once and remembers it. */
  readonly #signed = new Map<string, Promise<discovery.SignedRequest>>();

  /**
   * @param probe tells the height of the own peer's ledger itself
   * @param deadline milliseconds
   */
  constructor(
    private readonly connection: Pick<PeerConnection, 'client' | 'tlsClientCertificateHash'>,
    private readonly machine: CallerIdentity,
    private readonly probe: Pick<LedgerProbe, 'height'>,
    private readonly deadline: number,
  ) {}

  async heights(channels: readonly string[]): Promise<ReadonlyMap<string, ChannelHeights>> {
    const response = await discover(this.connection.client, await this.#request(channels), Date.now() + this.deadline);
    const answers = response.getResultsList();
    const found = channels.map(async (channel, index) => {
      const heights = heightsIn(answers[index]?.getMembers(), this.machine.mspId);
      return heights === undefined ? [] : [[channel, await this.#asOnLedger(channel, heights)] as const];
    });
    return new Map((await Promise.all(found)).flat());
  }

  /**
   * A peer announces its height and its chaincodes in one message, and a change of the one can bring back an old value of
   * the other, which then stands until the next block: so where the own peer seems behind, its ledger is asked.
   */
  async #asOnLedger(channel: string, { own, others }: ChannelHeights): Promise<ChannelHeights> {
    if (others.every((height) => height <= own)) return { own, others };
    return { own: Number(await this.probe.height(channel).catch(() => own)), others };
  }

  #request(channels: readonly string[]): Promise<discovery.SignedRequest> {
    const key = channels.join(' ');
    const known = this.#signed.get(key);
    if (known !== undefined) return known;
    const signed = this.#sign(channels);
    this.#signed.set(key, signed);
    return signed;
  }

  async #sign(channels: readonly string[]): Promise<discovery.SignedRequest> {
    const identity = new msp.SerializedIdentity();
    identity.setMspid(this.machine.mspId);
    identity.setIdBytes(Buffer.from(this.machine.certificate));
    const authentication = new discovery.AuthInfo();
    authentication.setClientIdentity(identity.serializeBinary());
    authentication.setClientTlsCertHash(this.connection.tlsClientCertificateHash);
    const request = new discovery.Request();
    request.setAuthentication(authentication);
    request.setQueriesList(channels.map(membershipOf));
    const payload = request.serializeBinary();
    const signed = new discovery.SignedRequest();
    signed.setPayload(payload);
    signed.setSignature(await this.machine.sign(payload));
    return signed;
  }
}

function membershipOf(channel: string): discovery.Query {
  const query = new discovery.Query();
  query.setChannel(channel);
  query.setPeerQuery(new discovery.PeerMembershipQuery());
  return query;
}

function discover(client: Client, request: discovery.SignedRequest, deadline: number): Promise<discovery.Response> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      DISCOVER,
      (message: discovery.SignedRequest) => Buffer.from(message.serializeBinary()),
      (bytes: Buffer) => discovery.Response.deserializeBinary(bytes),
      request,
      { deadline },
      (error, response) => {
        if (error === null && response !== undefined) resolve(response);
        else reject(error ?? new Error('an answer without a message'));
      },
    );
  });
}

/** Undefined when the answer does not hold the own peer: then it says nothing about a lag. */
function heightsIn(members: discovery.PeerMembershipResult | undefined, ownMspId: string): ChannelHeights | undefined {
  const byOrganisation = new Map(
    [...(members?.getPeersByOrgMap().entries() ?? [])].map(([mspId, peers]) => [
      mspId,
      peers.getPeersList().flatMap(heightOf),
    ]),
  );
  const own = byOrganisation.get(ownMspId) ?? [];
  if (own.length === 0) return undefined;
  const others = [...byOrganisation].flatMap(([mspId, heights]) =>
    mspId === ownMspId || heights.length === 0 ? [] : [Math.max(...heights)],
  );
  // Of several own peers it could be the lowest that evaluates.
  return { own: Math.min(...own), others };
}

/** The height that a peer announced, signed by itself; none when it is not on the channel. */
function heightOf(peer: discovery.Peer): number[] {
  const properties = announcedBy(peer)?.getStateInfo()?.getProperties();
  return properties === undefined || properties.getLeftChannel() ? [] : [properties.getLedgerHeight()];
}

/** What cannot be read counts as not said: one member's bytes must not hide what the others announce. */
function announcedBy(peer: discovery.Peer): gossip.GossipMessage | undefined {
  try {
    const payload = peer.getStateInfo()?.getPayload_asU8();
    return payload === undefined ? undefined : gossip.GossipMessage.deserializeBinary(payload);
  } catch {
    return undefined;
  }
}
