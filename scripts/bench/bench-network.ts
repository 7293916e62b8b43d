/** The network that figures are measured on: new, its own, and with the reference's chaincode beside the consortium's. */
import { join } from 'node:path';
import { type NetworkPlace, portsIn, resetNetwork, startNetwork, stepRunner } from '@theriac/network';
import { GatewayRequests } from '../demo/gateway-request';
import { CHECKOUT, placeOf } from '../network/local-network';
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
  const place = placeOf('bench');
  await resetNetwork(place, () => Promise.resolve(true));
  const end = new AbortController();
  const interrupt = (): void => {
    end.abort(new Error('interrupted'));
  };
  // Ctrl-C arrives twice: from the terminal, and passed on by what started this.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  const running = await startNetwork({
    ...place,
    runSteps: stepRunner(process.stderr, say),
    report: say,
    added: [ADDED],
    signal: end.signal,
  });
  const open: BareFabric[] = [];
  const bare = (member: string): BareFabric => {
    const connection = new BareFabric(barePlace(place, member));
    open.push(connection);
    return connection;
  };
  const interrupted = new Promise<never>((_, reject) => {
    end.signal.addEventListener('abort', () => {
      reject(end.signal.reason as Error);
    });
  });
  try {
    return await Promise.race([measure({ place, requests: new GatewayRequests(place), say, bare }), interrupted]);
  } finally {
    for (const connection of open) connection.close();
    await running.stop();
  }
}

function barePlace(place: NetworkPlace, member: string): ConstructorParameters<typeof BareFabric>[0] {
  const mspId = place.topology.organisations.find(({ name }) => name === member)?.mspId ?? '';
  const folder = place.layout.organisation(member, 'gateway');
  return { peer: `localhost:${portsIn(place, member).peer}`, mspId, folder, channel: CHANNEL };
}
