/** npm run reset: throws a network's state away, after asking. */
import { askOnTerminal, resetNetwork } from '@theriac/network';
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run reset -- [--network NAME] [--yes]',
  lines: [
    'Removes ledgers, certificates and databases of a network, after asking. It cannot be undone.',
    '  --yes   do not ask',
  ],
};

void runCommandLine(HELP, { ...NETWORK_OPTION, yes: { type: 'boolean', short: 'y' } }, async (line) => {
  const name = textOption(line, 'network');
  const confirm = line.values.yes === true ? () => Promise.resolve(true) : askOnTerminal;
  const removed = await resetNetwork(placeOf(name), confirm);
  console.log(removed ? `network ${name}: nothing is left` : `network ${name}: left as it is`);
  if (!removed) process.exitCode = 1;
});
