/** Asks a service of ours whether it is ready. */
import { once } from 'node:events';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps, type RequestOptions } from 'node:https';
import { text as textOf } from 'node:stream/consumers';

const ANSWER_MS = 5_000;

/** Whom an HTTPS service is checked by, and who asks. */
export type AskingTls = Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'agent'>;

/** Asks a `/readyz`. @throws {Error} with what it said, unless it is ready */
export async function askReady(url: string, tls: () => AskingTls): Promise<void> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const sent = url.startsWith('https:') ? getHttps(url, { ...tls(), signal }) : getHttp(url, { signal });
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const text = await textOf(answer);
  if (answer.statusCode !== 200) throw new Error(`${url} answers ${answer.statusCode ?? 0}: ${text.slice(0, 500)}`);
}
