/** Waits until an organisation's enrolment service says that it is ready; it speaks to the own gateway only. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { text as textOf } from 'node:stream/consumers';
import { until } from '../lifecycle/until';
import { enrolmentName } from '../native/enrolment-process';
import { placementOf, portsIn, type NativeNetwork } from '../native/native-network';

const WITHIN_MS = 30_000;
const ANSWER_MS = 5_000;

/**
 * Polls its `/readyz` with the gateway's certificate.
 * @throws {NotInTimeError} with what it said last.
 */
export async function waitForEnrolment(
  network: Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>,
  organisation: string,
): Promise<void> {
  const own = (file: string): Buffer => readFileSync(network.layout.organisation(organisation, 'gateway', 'tls', file));
  const host = placementOf(network).hostOf(enrolmentName(organisation));
  const url = `https://${host}:${portsIn(network, organisation).enrolment}/readyz`;
  const tls = { ca: own('ca.crt'), cert: own('server.crt'), key: own('server.key'), agent: false } as const;
  await until(
    `enrolment service of ${organisation} ready`,
    async () => {
      const asked = get(url, { ...tls, signal: AbortSignal.timeout(ANSWER_MS) });
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      const text = await textOf(answer);
      if (answer.statusCode !== 200) throw new Error(`${url} answers ${answer.statusCode ?? 0}: ${text.slice(0, 500)}`);
    },
    { withinMs: WITHIN_MS },
  );
}
