/** npm run vault:verify: checks an organisation's health records, row by row, against their record logs on the ledger. */
import { join } from 'node:path';
import { gatewayEnvironment, portsIn } from '@theriac/network';
import { databaseUrl } from '@theriac/network/database';
import { runCommand } from './checks/command-step';
import { CHECKOUT, placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run vault:verify -- ORGANISATION [--network NAME]',
  lines: [
    'Decrypts every record in the organisation’s vault, makes each batch’s commitment anew and compares it with the record log',
    'that its own peer holds: a record that was altered, dropped or labelled anew is named by its id. The network must run; the',
    'gateway may go on importing, and a batch that is on its way to the ledger meanwhile shows as not anchored.',
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
    args: [join(CHECKOUT, 'gateway-api', 'dist', 'verify-vault.js')],
    env: gatewayEnvironment(place, organisation, url),
  });
});
