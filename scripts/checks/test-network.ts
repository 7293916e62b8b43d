/** The network that tests drive: apart from the one that npm start runs, and thrown away before and after. */
import { join } from 'node:path';
import { resetNetwork, stepRunner, startNetwork } from '@theriac/network';
import { CHECKOUT, placeOf } from '../network/local-network';
import type { Tally } from './tally';

/** The contract of the ledger cases stands on the test network only. */
const LEDGER_CASES = {
  name: 'ledger-cases',
  channel: 'supply',
  folder: join(CHECKOUT, '.theriac', 'build', 'test', 'ledger-cases', 'contract'),
  entry: 'main.js',
} as const;

/** Starts a new test network, runs tests against its state folder, and stops it whatever they do. */
export async function withTestNetwork(run: (state: string) => Promise<Tally>): Promise<Tally> {
  const place = placeOf('test');
  await resetNetwork(place, () => Promise.resolve(true));
  const write = (line: string): void => {
    console.log(line);
  };
  console.log('\n== A Fabric network for the tests');
  const running = await startNetwork({
    ...place,
    runSteps: stepRunner(process.stdout, write),
    report: write,
    added: [LEDGER_CASES],
  });
  try {
    return await run(place.layout.state);
  } finally {
    await running.stop();
  }
}
