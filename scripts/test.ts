/** npm test: every check and every test, on a Fabric network of its own; closes with one line that counts them. */
import { checkStep, jestStep, type Step } from './checks/steps';
import { withTestNetwork } from './checks/test-network';
import { add, closingLine, NOTHING, type Tally } from './checks/tally';
import { runCommandLine } from './network/run-command';

const HELP = {
  usage: 'npm test -- [unit | conformance | network [PATTERN]]',
  lines: [
    'Runs everything: formatting, lint, boundaries, unit tests, then the tests on a real Fabric network of its own.',
    '  unit               what needs nothing but Node',
    '  conformance        what compares with other implementations (Python 3 with venv, else skipped)',
    '  network [PATTERN]  what drives the network; only test files whose path fits the pattern',
  ],
};

const TEXT_CHECKS: readonly Step[] = [
  checkStep('Formatting', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']),
  checkStep('Lint', [
    'node_modules/eslint/bin/eslint.js',
    '--cache',
    '--cache-location=.theriac/eslint',
    '--max-warnings=0',
    '.',
  ]),
  checkStep('Boundaries', [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    ...[
      'domain',
      'fabric-ca',
      'chaincode',
      'network',
      'gateway-api',
      'issuer',
      'client',
      'scripts',
      'test',
      '--config',
    ],
  ]),
];

const UNIT = jestStep('Unit tests', ['--selectProjects=unit', '--coverage', '--maxWorkers=2']);
const CONFORMANCE = jestStep('Tests against other implementations', ['--selectProjects=conformance']);

void runCommandLine(HELP, {}, async ({ positionals: [part, pattern] }) => {
  const tally = await runParts(part, pattern);
  // Last on standard output, after everything that a step may have printed.
  console.log(`\n${closingLine(tally)}`);
  if (tally.failed > 0 || tally.passed === 0) process.exitCode = 1;
});

async function runParts(part: string | undefined, pattern: string | undefined): Promise<Tally> {
  switch (part) {
    case undefined:
      return add(await runSteps([...TEXT_CHECKS, UNIT, CONFORMANCE]), await onNetwork(undefined));
    case 'unit':
      return runSteps([UNIT]);
    case 'conformance':
      return runSteps([CONFORMANCE]);
    case 'network':
      return onNetwork(pattern);
    default:
      throw new Error(`there is no part '${part}'; usage: ${HELP.usage}`);
  }
}

async function onNetwork(pattern: string | undefined): Promise<Tally> {
  const files = pattern === undefined ? [] : [`--testPathPatterns=${pattern}`];
  return withTestNetwork((state) =>
    runSteps([
      jestStep('Tests on real Fabric', ['--selectProjects=network', '--runInBand', ...files], {
        THERIAC_NETWORK: state,
      }),
    ]),
  );
}

async function runSteps(steps: readonly Step[]): Promise<Tally> {
  let tally = NOTHING;
  for (const step of steps) {
    const began = Date.now();
    console.log(`\n== ${step.title}`);
    const counted = await step.run();
    console.log(`== ${step.title}: ${closingLine(counted)} (${Math.round((Date.now() - began) / 1000)} s)`);
    tally = add(tally, counted);
  }
  return tally;
}
