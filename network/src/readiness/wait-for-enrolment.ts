/** Waits until every enrolment service says that it is ready: without it nobody gets a certificate. */
import { readFileSync } from 'node:fs';
import { enrolmentAddress } from '../native/enrolment-process';
import type { NativeNetwork } from '../native/native-network';
import { until } from '../lifecycle/until';
import { askReady } from './ask-ready';

const WITHIN_MS = 60_000;
const POLL_MS = 250;

type Place = Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>;

/** Waits for all of them. @throws {NotInTimeError} with what the slowest one said last. */
export async function waitForEnrolments(network: Place): Promise<void> {
  await Promise.all(network.topology.organisations.map(({ name }) => waitForEnrolment(network, name)));
}

/**
 * Polls `/readyz` of an organisation's service, as its gateway.
 * @throws {NotInTimeError} with what it said last.
 */
export async function waitForEnrolment(network: Place, organisation: string): Promise<void> {
  const url = `https://${enrolmentAddress(network, organisation)}/readyz`;
  const file = (name: string): Buffer =>
    readFileSync(network.layout.organisation(organisation, 'gateway', 'tls', name));
  const tls = () => ({ ca: file('ca.crt'), cert: file('server.crt'), key: file('server.key'), agent: false });
  await until(`enrolment service of ${organisation} ready`, () => askReady(url, tls), {
    withinMs: WITHIN_MS,
    everyMs: POLL_MS,
  });
}
