/** npm run journal:verify: checks an organisation's journal, entry by entry, against itself and against the ledger. */
import { join } from 'node:path';
import { gatewayEnvironment, portsIn } from '@theriac/network';
import { databaseUrl } from '@theriac/network/database';
import { runCommand } from './checks/command-step';
import { CHECKOUT, placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run journal:verify -- ORGANISATION [--network NAME]',
  lines: [
    'Reads the journal from the organisation’s database and every head of it from the blocks of its own peer, and names the',
    'first entry that is altered, missing or out of order. The network must run; the gateway may go on writing.',
    'Exit code 1 when something is not right, 2 when it could not be verified.',
  ],
};

void runCommandLine(HELP, NETWORK_OPTION, async (line) => {
  const place = placeOf(textOption(line, 'network'));
  const [organisation] = line.positionals;
  const known = place.topology.organisations.map(({ name }) => name);
  if (organisation === undefined || !known.includes(organisation)) {
    throw new Error(`name one of ${known.join(', ')}; usage: ${HELP.usage}`);
  }
  const url = databaseUrl(place.layout.state, portsIn(place, organisation).database, organisation);
  process.exitCode = await runCommand({
    args: [join(CHECKOUT, 'gateway-api', 'dist', 'verify-journal-main.js')],
    env: gatewayEnvironment(place, organisation, url),
  });
});
