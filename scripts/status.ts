/** npm run status: each process with pid, port, uptime and memory, and whether the members' ledgers agree. */
import { statusLines, statusOf } from '@theriac/network';
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run status -- [--network NAME]',
  lines: ['Shows the processes of a network, and the block heights of each channel by organisation.'],
};

void runCommandLine(HELP, NETWORK_OPTION, async (line) => {
  for (const text of statusLines(await statusOf(placeOf(textOption(line, 'network'))))) console.log(text);
});
