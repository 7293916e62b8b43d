/** Waits until the development issuer answers: before that nobody can sign in. */
import { until } from '../lifecycle/until';
import { ISSUER, issuerPort } from '../native/issuer-process';
import { placementOf, type NativeNetwork } from '../native/native-network';

const WITHIN_MS = 60_000;
const ANSWER_MS = 5_000;
const POLL_MS = 100;

/**
 * Polls `/healthz` of the issuer.
 * @throws {NotInTimeError} with what it said last.
 */
export async function waitForIssuer(network: Pick<NativeNetwork, 'topology' | 'name' | 'placement'>): Promise<void> {
  const url = `http://${placementOf(network).hostOf(ISSUER)}:${issuerPort(network)}/healthz`;
  await until('development issuer', () => askHealth(url), { withinMs: WITHIN_MS, everyMs: POLL_MS });
}

async function askHealth(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
}
