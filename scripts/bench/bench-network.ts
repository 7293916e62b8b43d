/** The network that figures are measured on: new, its own, and with the reference's chaincode beside the consortium's. */
import { join } from 'node:path';
import { type NetworkPlace, portsIn } from '@theriac/network';
import { GatewayRequests } from '../demo/gateway-request';
import { CHECKOUT } from '../network/local-network';
import { NetworkTokens } from '../network/network-tokens';
import { withNewNetwork } from '../network/new-network';
import { BareFabric } from './reference/bare-fabric';

/** The business whose figures these are, and its reference's chaincode. */
export const CHANNEL = 'supply';
export const REFERENCE = 'reference';

const ADDED = {
  name: REFERENCE,
  channel: CHANNEL,
  folder: join(CHECKOUT, 'scripts', 'dist', 'bench', 'reference'),
  entry: 'reference.chaincode.js',
} as const;

/** What a measurement works with. */
export interface Bench {
  readonly place: NetworkPlace;
  readonly requests: GatewayRequests;
  /** The headers of a demo person's requests. */
  readonly as: (organisation: string, person: string) => () => Promise<Readonly<Record<string, string>>>;
  /** Tells the person who waits what is being done. */
  readonly say: (line: string) => void;
  /** The reference's connection to a member's peer. */
  bare(member: string): BareFabric;
}

/** Starts the network anew, measures on it, and stops it whatever happens. */
export async function withBenchNetwork<T>(
  say: (line: string) => void,
  measure: (bench: Bench) => Promise<T>,
): Promise<T> {
  const open: BareFabric[] = [];
  try {
    return await withNewNetwork({ name: 'bench', added: [ADDED], output: process.stderr, write: say }, (place) => {
      const bare = (member: string): BareFabric => {
        const connection = new BareFabric(barePlace(place, member));
        open.push(connection);
        return connection;
      };
      const tokens = new NetworkTokens(place);
      const as: Bench['as'] = (organisation, person) => () => tokens.headerOf(organisation, person);
      return measure({ place, requests: new GatewayRequests(place), as, say, bare });
    });
  } finally {
    for (const connection of open) connection.close();
  }
}

function barePlace(place: NetworkPlace, member: string): ConstructorParameters<typeof BareFabric>[0] {
  const mspId = place.topology.organisations.find(({ name }) => name === member)?.mspId ?? '';
  const folder = place.layout.organisation(member, 'gateway');
  return { peer: `localhost:${portsIn(place, member).peer}`, mspId, folder, channel: CHANNEL };
}
