/** How far each member's ledger has come on each channel, and whether members agree. */
import { common } from '@hyperledger/fabric-protos';
import { withPeerSession, type PeerPlace, type PeerSession } from '../lifecycle/peer-session';
import { channelsOfMember } from '../topology';

const DEADLINE_MS = 10_000;

/** A member's ledger on a channel; no height when its peer does not answer. */
export interface BlockHeight {
  readonly organisation: string;
  readonly height: number | undefined;
  /** Hash of the newest block, in hexadecimal: equal heights with unequal hashes are a fork. */
  readonly hash: string | undefined;
}

/** A channel's members side by side. */
export interface ChannelHeights {
  readonly channel: string;
  readonly members: readonly BlockHeight[];
  /** Whether all answer, stand at the same height, and hold the same newest block. */
  readonly agree: boolean;
}

/** The heights of every channel, asked of each member's own peer. */
export async function blockHeights(network: PeerPlace): Promise<ChannelHeights[]> {
  const byMember = await Promise.all(network.topology.organisations.map(({ name }) => heightsOf(network, name)));
  const all = byMember.flat();
  return network.topology.channels.map(({ name }) => {
    const members = all.filter((entry) => entry.channel === name);
    const [first] = members;
    const agree = members.every(
      ({ height, hash }) => height !== undefined && height === first?.height && hash === first.hash,
    );
    return {
      channel: name,
      members: members.map(({ organisation, height, hash }) => ({ organisation, height, hash })),
      agree,
    };
  });
}

async function heightsOf(
  network: PeerPlace,
  organisation: string,
): Promise<(BlockHeight & { readonly channel: string })[]> {
  const channels = channelsOfMember(network.topology, organisation).map((channel) => channel.name);
  const unknown = { organisation, height: undefined, hash: undefined };
  try {
    return await withPeerSession(network, organisation, 'gateway', (session) =>
      Promise.all(
        channels.map(async (channel) => {
          const tip = await tipOf(session, channel).catch(() => undefined);
          return { ...unknown, channel, ...tip };
        }),
      ),
    );
  } catch {
    // No certificates yet: nothing was ever started here.
    return channels.map((channel) => ({ ...unknown, channel }));
  }
}

async function tipOf(session: PeerSession, channel: string): Promise<{ height: number; hash: string }> {
  const answer = await session.gateway
    .getNetwork(channel)
    .getContract('qscc')
    .newProposal('GetChainInfo', { arguments: [channel], endorsingOrganizations: [session.mspId] })
    .evaluate({ deadline: Date.now() + DEADLINE_MS });
  const info = common.BlockchainInfo.deserializeBinary(answer);
  return { height: info.getHeight(), hash: Buffer.from(info.getCurrentblockhash_asU8()).toString('hex') };
}
