/** npm run bench: measures what Theriac promises, each figure beside a reference of the same run. */
import { writeFileSync } from 'node:fs';
import { type Bench, withBenchNetwork } from './bench/bench-network';
import type { Figure } from './bench/figure';
import { custodyFigures } from './bench/figures/custody';
import { identityFigures } from './bench/figures/identity';
import { queryFigures } from './bench/figures/query';
import { registrationFigures } from './bench/figures/registration';
import { submitFigures } from './bench/figures/submit';
import { verificationFigures } from './bench/figures/verification';
import { describeMachine } from './bench/machine';
import { figureTable, machineText } from './bench/report';
import { assignPrefix, registerProduct } from './demo/set-scene';
import { placeOf } from './network/local-network';
import { runCommandLine } from './network/run-command';

/** Every measurement there is; add yours here. */
const MEASUREMENTS: Readonly<Record<string, (bench: Bench) => Promise<Figure[]>>> = {
  submit: submitFigures,
  verification: verificationFigures,
  registration: registrationFigures,
  custody: custodyFigures,
  query: queryFigures,
  identity: identityFigures,
};

const HELP = {
  usage: 'npm run bench -- [--json FILE] [MEASUREMENT...]',
  lines: [
    'Measures on a new network of its own, beside a bare fabric-gateway client, and prints a table. About ten minutes.',
    'Other work on the machine, a running network above all, makes the figures worse: stop it first.',
    `  MEASUREMENT   only these of ${Object.keys(MEASUREMENTS).join(', ')}`,
    '  --json FILE   also write {machine, figures: [{name, value, unit, reference, ratio, goal, met}]}',
  ],
};

/** More than this wants to run already: figures will be about something else. */
const BUSY = 1;

void runCommandLine(HELP, { json: { type: 'string' } }, async ({ values, positionals }) => {
  const unknown = positionals.find((name) => !(name in MEASUREMENTS));
  if (unknown !== undefined) throw new Error(`there is no measurement '${unknown}'; usage: ${HELP.usage}`);
  const chosen = positionals.length === 0 ? Object.keys(MEASUREMENTS) : positionals;
  const say = (line: string): void => {
    console.error(line);
  };
  const figures: Figure[] = [];
  const machine = describeMachine(placeOf('bench').topology.fabric.core);
  if (machine.loadBefore > BUSY) say(`This machine is busy (load ${machine.loadBefore}): the figures will suffer.`);
  await withBenchNetwork(say, async (bench) => {
    await assignPrefix(bench.requests);
    await registerProduct(bench.requests);
    for (const name of chosen) {
      const measured = (await MEASUREMENTS[name]?.(bench)) ?? [];
      // Said at once: what comes after may take minutes, or fail.
      say(figureTable(measured));
      figures.push(...measured);
    }
  });
  console.log(`${machineText(machine)}\n\n${figureTable(figures)}`);
  if (typeof values.json === 'string') {
    writeFileSync(values.json, `${JSON.stringify({ machine, figures }, undefined, 2)}\n`);
  }
});
