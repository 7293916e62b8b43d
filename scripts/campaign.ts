/** npm run campaign: kills processes of a network of its own for as long as you like, and looks whether all was kept. */
import { jestStep } from './checks/steps';
import { closingLine } from './checks/tally';
import { withTestNetwork } from './checks/test-network';
import { runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run campaign -- [--kills N] [--seed S]',
  lines: [
    'Starts the test network, lets people work, and kills one process after the other with SIGKILL, of every kind, at',
    'random moments; each time all must be at work again within a minute. At the end every acknowledged transaction is',
    'looked up on three peers, every lot at three gateways. About ten seconds a kill.',
    '  --kills N  how many (200)',
    '  --seed S   the same victims as a run that printed this seed; without it, new ones',
  ],
};

const OPTIONS = { kills: { type: 'string', default: '200' }, seed: { type: 'string' } } as const;

void runCommandLine(HELP, OPTIONS, async (line) => {
  const kills = wholeNumber('kills', textOption(line, 'kills'), /^[1-9]\d{0,8}$/);
  const seed = line.values.seed === undefined ? undefined : wholeNumber('seed', textOption(line, 'seed'), /^\d{1,10}$/);
  const tally = await withTestNetwork((state) =>
    jestStep('Campaign', ['--selectProjects=network', '--runInBand', '--testPathPatterns=test/faults/'], {
      THERIAC_NETWORK: state,
      THERIAC_FAULT_KILLS: kills,
      ...(seed === undefined ? {} : { THERIAC_FAULT_SEED: seed }),
    }).run(),
  );
  console.log(`\n${closingLine(tally)}`);
  if (tally.failed > 0 || tally.passed === 0) process.exitCode = 1;
});

function wholeNumber(option: string, text: string, form: RegExp): string {
  if (!form.test(text)) throw new Error(`--${option} wants a whole number; usage: ${HELP.usage}`);
  return text;
}
