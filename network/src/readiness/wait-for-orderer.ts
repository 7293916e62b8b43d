/** Waits until an orderer hands out the blocks of all channels that it orders. */
import { readCredential } from '../certificates';
import { ordererSource } from '../channels/configuration-source';
import type { PeerPlace } from '../lifecycle/peer-session';
import { until } from '../lifecycle/until';
import { channelsOfConsenter, ordererMspIdOf } from '../topology';

const WITHIN_MS = 30_000;

/**
 * Asks it for each channel's configuration, as its administrator.
 * @throws {NotInTimeError} with what it said last.
 */
export async function waitForOrderer(network: PeerPlace, organisation: string): Promise<void> {
  const credential = readCredential(network.layout.organisation(organisation, 'admin', 'msp'), 'msp');
  if (credential === undefined) throw new Error(`there is no certificate of admin-${organisation}`);
  const administrator = { mspId: ordererMspIdOf(network.topology, organisation), credential };
  await Promise.all(
    channelsOfConsenter(network.topology, organisation).map(async ({ name }) => {
      const source = ordererSource(network, name, administrator, organisation);
      try {
        await until(`orderer of ${organisation} serves ${name}`, () => source.read(), { withinMs: WITHIN_MS });
      } finally {
        source.close();
      }
    }),
  );
}
