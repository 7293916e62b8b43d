/** Restarts peers, which is what ends a stream of chaincode events that somebody revoked had open. */
import { peerName } from '../native/peer-process';
import { channelsOfMember } from '../topology';
import type { NetworkPlace } from './network-place';
import { restartMachine } from './renew-machine';

/**
 * Restarts the peers of all who share a channel with an organisation, one after another: there a stream of its people
 * can be open. Each organisation's gateway waits for its peer for some seconds.
 * @param onReady - told of each peer once it serves again, with the milliseconds that it took.
 */
export async function restartPeersAround(
  place: NetworkPlace,
  organisation: string,
  onReady: (peer: string, milliseconds: number) => void,
): Promise<void> {
  const members = new Set(channelsOfMember(place.topology, organisation).flatMap((channel) => channel.members));
  for (const member of members) {
    const peer = peerName(member);
    onReady(peer, await restartMachine(place, member, peer));
  }
}
