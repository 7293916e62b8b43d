/** npm start: builds what is missing, starts the consortium, and holds it until Ctrl-C. */
import { startNetwork, stepRunner, type NetworkPlace } from '@theriac/network';
import { gatewayTable } from './network/gateway-table';
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm start -- [--network NAME]',
  lines: [
    'Sets everything up that is missing, starts every organisation’s part of the ledger, and holds it until Ctrl-C.',
    'State survives; the next start goes on from it. Other terminals: npm run status | logs | stop | demo.',
  ],
};

void runCommandLine(HELP, NETWORK_OPTION, async (line) => {
  await holdNetwork(placeOf(textOption(line, 'network')));
});

async function holdNetwork(place: NetworkPlace): Promise<void> {
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
    if (!end.signal.aborted) write(gatewayTable(place));
    await ended;
  } finally {
    await running.stop();
    write('Stopped.');
  }
}
