/** Waits until every enrolment service says that it is ready: without it nobody gets a certificate. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { enrolmentAddress } from '../native/enrolment-process';
import type { NativeNetwork } from '../native/native-network';
import { until } from '../lifecycle/until';

const WITHIN_MS = 60_000;
const ANSWER_MS = 5_000;
const POLL_MS = 250;

type Place = Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>;

/**
 * Polls `/readyz` of each enrolment service, as the gateway of its organisation.
 * @throws {NotInTimeError} with what the slowest one said last.
 */
export async function waitForEnrolment(network: Place): Promise<void> {
  await Promise.all(
    network.topology.organisations.map(({ name }) =>
      until(`enrolment service of ${name} ready`, () => askReady(network, name), {
        withinMs: WITHIN_MS,
        everyMs: POLL_MS,
      }),
    ),
  );
}

async function askReady(network: Place, organisation: string): Promise<void> {
  const url = `https://${enrolmentAddress(network, organisation)}/readyz`;
  const tls = (file: string): Buffer => readFileSync(network.layout.organisation(organisation, 'gateway', 'tls', file));
  const options: RequestOptions = {
    ...{ ca: tls('ca.crt'), cert: tls('server.crt'), key: tls('server.key') },
    ...{ agent: false, signal: AbortSignal.timeout(ANSWER_MS) },
  };
  const [answer] = (await once(get(url, options), 'response')) as [IncomingMessage];
  const text = await textOf(answer);
  if (answer.statusCode !== 200) throw new Error(`${url} answers ${answer.statusCode ?? 0}: ${text.slice(0, 500)}`);
}
