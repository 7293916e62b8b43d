/** Hands a change of a channel's configuration to its orderers. */
import { common } from '@hyperledger/fabric-protos';
import type { PeerPlace } from '../lifecycle/peer-session';
import { failureText } from '../lifecycle/until';
import { channelOf } from '../topology';
import { OrdererRefusedError, OrdererSession } from './orderer-session';

/**
 * Gives the envelope to the first consenter, which leads the channel until it fails once, or to the next that answers:
 * any other than the leader costs half a second more. Returns before the change is ordered.
 * @throws {OrdererRefusedError} with status BAD_REQUEST when the change was computed from an older configuration, and
 *   with FORBIDDEN when the signatures are not those that the policies ask for.
 * @throws {Error} when no orderer answers.
 */
export async function submitUpdate(network: PeerPlace, channel: string, update: common.Envelope): Promise<void> {
  const failures: string[] = [];
  for (const consenter of channelOf(network.topology, channel).consenters) {
    const session = new OrdererSession(network, consenter);
    try {
      await session.broadcast(update);
      return;
    } catch (error) {
      if (error instanceof OrdererRefusedError && error.status !== common.Status.SERVICE_UNAVAILABLE) throw error;
      failures.push(failureText(error));
    } finally {
      session.close();
    }
  }
  throw new Error(`no orderer of ${channel} takes the change: ${failures.join('; ')}`);
}
