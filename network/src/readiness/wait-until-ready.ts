/** Ready means that every member's gateway gets a no-op proposal endorsed on every channel; listening ports say little. */
import { openPeerSession, type PeerPlace, type PeerSession } from '../lifecycle/peer-session';
import { until } from '../lifecycle/until';
import { channelsOfMember } from '../topology';

const WITHIN_MS = 60_000;
const ENDORSE_MS = 5_000;

/** The no-op that stands on every channel. */
export const NO_OP = 'Anchors:Ping';

/** A channel through an organisation's gateway identity, proven or awaited. */
export interface Door {
  readonly organisation: string;
  readonly channel: string;
}

/** Every channel of every organisation. */
export function doorsOf(network: Pick<PeerPlace, 'topology'>): Door[] {
  return network.topology.organisations.flatMap(({ name }) =>
    channelsOfMember(network.topology, name).map((channel) => ({ organisation: name, channel: channel.name })),
  );
}

/**
 * Waits for all doors, side by side; what is endorsed is never submitted.
 * @param onDoor - told of each door as it opens.
 */
export async function waitUntilReady(network: PeerPlace, onDoor: (door: Door) => void): Promise<void> {
  await Promise.all(network.topology.organisations.map(({ name }) => waitForDoors(network, name, onDoor)));
}

/** Waits for the doors of one organisation. */
export async function waitForDoors(
  network: PeerPlace,
  organisation: string,
  onDoor: (door: Door) => void = () => undefined,
): Promise<void> {
  const session = openPeerSession(network, organisation, 'gateway');
  try {
    const doors = doorsOf(network).filter((door) => door.organisation === organisation);
    await Promise.all(
      doors.map(async (door) => {
        const what = `${organisation} ready on ${door.channel}`;
        await until(what, () => ping(session, door.channel), { withinMs: WITHIN_MS });
        onDoor(door);
      }),
    );
  } finally {
    session.close();
  }
}

/** One no-op proposal, endorsed by as many members as the channel's policy asks. */
export async function ping(session: PeerSession, channel: string): Promise<void> {
  await session.gateway
    .getNetwork(channel)
    .getContract(channel)
    .newProposal(NO_OP)
    .endorse({ deadline: Date.now() + ENDORSE_MS });
}
