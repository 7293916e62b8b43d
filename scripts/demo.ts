/** npm run demo: plays journeys on the running network; ends well only when every step did what it says. */
import { GatewayRequests } from './demo/gateway-request';
import { type Journey, JOURNEYS } from './demo/journeys';
import { placeOf } from './network/local-network';
import { NETWORK_OPTION, runCommandLine, textOption } from './network/run-command';

const HELP = {
  usage: 'npm run demo -- [JOURNEY...] [--network NAME]',
  lines: [
    'Plays journeys on the running network; without a name, all of them:',
    ...JOURNEYS.map(({ name, title }) => `  ${name.padEnd(8)} ${title}`),
  ],
};

void runCommandLine(HELP, NETWORK_OPTION, async (line) => {
  const requests = new GatewayRequests(placeOf(textOption(line, 'network')));
  for (const journey of chosen(line.positionals)) {
    console.log(`\n${journey.title}\n`);
    let step = 0;
    await journey.play(requests, (sentence, transactionId) => {
      if (!sentence.startsWith(' ')) step += 1;
      const mark = sentence.startsWith(' ') ? '  ' : `${step}.`;
      console.log(
        `${mark.padStart(3)} ${sentence}${transactionId === undefined ? '' : `\n      transaction ${transactionId}`}`,
      );
    });
  }
  console.log('\nEvery step did what it says.');
});

function chosen(names: readonly string[]): readonly Journey[] {
  if (names.length === 0) return JOURNEYS;
  return names.map((name) => {
    const journey = JOURNEYS.find((one) => one.name === name);
    if (journey === undefined) throw new Error(`there is no journey '${name}'; usage: ${HELP.usage}`);
    return journey;
  });
}
