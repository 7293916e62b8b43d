/** npm run logs: the last lines of a process's log, or the names of the processes that have one. */
import { lastLines, loggedProcesses } from '@theriac/network';
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run logs -- [PROCESS] [--lines N] [--network NAME]',
  lines: ['Shows the end of a process’s log, such as gateway-pharmacy; without a name, lists the processes.'],
};

void runCommandLine(HELP, { ...NETWORK_OPTION, lines: { type: 'string', short: 'n', default: '50' } }, (line) => {
  const place = placeOf(textOption(line, 'network'));
  const [name] = line.positionals;
  const count = Number(textOption(line, 'lines'));
  if (!Number.isInteger(count) || count < 1) throw new Error('--lines wants a whole number of 1 or more');
  const lines = name === undefined ? loggedProcesses(place) : lastLines(place, name, count);
  console.log(lines.length === 0 ? 'nothing has run yet' : lines.join('\n'));
  return Promise.resolve();
});
