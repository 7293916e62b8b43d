/** A network that is made anew for one purpose, and stopped whatever becomes of it: for tests and for measurements. */
import { type AddedChaincode, type NetworkPlace, resetNetwork, startNetwork, stepRunner } from '@theriac/network';
import { placeOf } from './local-network';

/** Load comes from few people here, more of it than any person's program would send. */
const UNLIMITED = { THERIAC_CALLER_REQUESTS: '1000000' };

/** Which network, and where its start is shown. */
export interface NewNetwork {
  /** A key of the topology's `networks`; what an earlier one left is thrown away. */
  readonly name: string;
  /** Chaincode that it carries beside the consortium's. */
  readonly added: readonly AddedChaincode[];
  readonly output: NodeJS.WriteStream;
  readonly write: (line: string) => void;
}

/**
 * Starts the network, works on it, and stops it.
 *
 * @throws Error when it is interrupted, after the network has stopped
 */
export async function withNewNetwork<T>(
  { name, added, output, write }: NewNetwork,
  work: (place: NetworkPlace) => Promise<T>,
): Promise<T> {
  const place = placeOf(name);
  await resetNetwork(place, () => Promise.resolve(true));
  const end = new AbortController();
  const interrupt = (): void => {
    end.abort(new Error('interrupted'));
  };
  // Ctrl-C arrives twice: from the terminal, and passed on by what started this.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  const { signal } = end;
  const running = await startNetwork({
    ...{ ...place, added, signal, gatewaySettings: UNLIMITED },
    runSteps: stepRunner(output, write),
    report: write,
  });
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  try {
    return await Promise.race([work(place), interrupted]);
  } finally {
    await running.stop();
  }
}
