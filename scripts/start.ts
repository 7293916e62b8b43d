/** npm start: builds what is missing, starts the consortium, and holds it until Ctrl-C. */
import { startNetwork, stepRunner, type NetworkPlace } from '@theriac/network';
import { SEEDED_SCAN, seedDemo } from './demo/seed';
import { gatewayTable } from './network/gateway-table';
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm start -- [--network NAME] [--no-seed]',
  lines: [
    'Sets everything up that is missing, starts every organisation’s part of the ledger, and holds it until Ctrl-C.',
    'State survives; the next start goes on from it. Other terminals: npm run status | logs | stop | demo.',
    '  --no-seed   leave a new ledger empty: no company prefix, product and lot for a first request',
  ],
};

void runCommandLine(HELP, { ...NETWORK_OPTION, 'no-seed': { type: 'boolean' } }, async (line) => {
  await holdNetwork(placeOf(textOption(line, 'network')), line.values['no-seed'] !== true);
});

async function holdNetwork(place: NetworkPlace, seed: boolean): Promise<void> {
  const end = new AbortController();
  const ended = new Promise<void>((resolve) => {
    end.signal.addEventListener('abort', () => {
      resolve();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!end.signal.aborted) console.log('\nStopping everything; the state stays …');
      end.abort(new Error('the start was interrupted; the next one goes on from here'));
    });
  }
  const write = (text: string): void => {
    console.log(text);
  };
  const running = await startNetwork({
    ...place,
    runSteps: stepRunner(process.stdout, write),
    report: write,
    signal: end.signal,
  });
  try {
    if (!end.signal.aborted && seed) await seedDemo(place, write);
    if (!end.signal.aborted) write(gatewayTable(place, SEEDED_SCAN));
    await ended;
  } finally {
    await running.stop();
    write('Stopped.');
  }
}
