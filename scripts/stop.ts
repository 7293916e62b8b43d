/** npm run stop: ends every process of a network, and no other. */
import { stopNetwork } from '@theriac/network';
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run stop -- [--network NAME]',
  lines: ['Stops a network in good order. Its state stays; npm start goes on from it.'],
};

void runCommandLine(HELP, NETWORK_OPTION, async (line) => {
  const name = textOption(line, 'network');
  const stopped = await stopNetwork(placeOf(name));
  console.log(
    stopped.length === 0 ? `network ${name}: nothing ran` : `network ${name}: stopped ${stopped.length} processes`,
  );
});
