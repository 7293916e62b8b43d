/** The network that tests drive: apart from the one that npm start runs, and thrown away before and after. */
import { join } from 'node:path';
import { CHECKOUT } from '../network/local-network';
import { withNewNetwork } from '../network/new-network';
import { caseCollections } from './case-collections';
import type { Tally } from './tally';

/** The contract of the ledger cases stands on the test network only. */
const LEDGER_CASES = {
  name: 'ledger-cases',
  channel: 'supply',
  folder: join(CHECKOUT, '.theriac', 'build', 'test', 'ledger-cases', 'contract'),
  entry: 'main.js',
  collections: caseCollections(),
} as const;

/** Starts a new test network, runs tests against its state folder, and stops it whatever they do. */
export function withTestNetwork(run: (state: string) => Promise<Tally>): Promise<Tally> {
  const write = (line: string): void => {
    console.log(line);
  };
  write('\n== A Fabric network for the tests');
  return withNewNetwork({ name: 'test', added: [LEDGER_CASES], output: process.stdout, write }, ({ layout }) =>
    run(layout.state),
  );
}
