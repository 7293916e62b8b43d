/** A supervisor in a process of its own, for tests to kill: starts a network, says READY, stops it on SIGTERM. */
import { runAsLines, startNetwork, networkPlace, type Topology } from '@theriac/network';

/** What the test tells the process, as JSON in its first argument. */
export interface DriverTask {
  readonly topology: Topology;
  readonly network: string;
  readonly checkout: string;
  readonly state: string;
}

/** The line that says that the network is ready. */
export const READY = 'READY';

async function supervise({ topology, network, checkout, state }: DriverTask): Promise<void> {
  const write = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const end = new AbortController();
  const ended = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => {
      end.abort(new Error('interrupted'));
      resolve();
    });
  });
  const running = await startNetwork({
    ...networkPlace(topology, network, checkout, state),
    runSteps: runAsLines(write),
    report: write,
    signal: end.signal,
    gateways: false,
  });
  write(READY);
  await ended;
  await running.stop();
}

if (require.main === module) {
  supervise(JSON.parse(process.argv[2] ?? '') as DriverTask).catch((error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
