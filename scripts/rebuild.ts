/** npm run rebuild: makes an organisation's projections anew from block 0; its own data stay as they are. */
import { join } from 'node:path';
import { gatewayEnvironment, portsIn } from '@theriac/network';
import { databaseUrl } from '@theriac/network/database';
import { runCommand } from './checks/command-step';
import { CHECKOUT, placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run rebuild -- ORGANISATION [--network NAME]',
  lines: [
    'Empties the projections of an organisation’s gateway, which then reads the chain again from its first block.',
    'The network must run; the gateway may. Own data (secrets, serial index, jobs, outbox, journal) are not touched.',
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
    args: [join(CHECKOUT, 'gateway-api', 'dist', 'rebuild.js')],
    env: gatewayEnvironment(place, organisation, url),
  });
});
