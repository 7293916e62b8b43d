/** What a token and the caller's own certificate cost a request, beside a gateway whose caller is always the same. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gatewayEnvironment, portsIn } from '@theriac/network';
import { databaseUrl, ensureOrganisationDatabases, freePort } from '@theriac/network/database';
import { gatewayAddress } from '../../network/gateway-address';
import { CHECKOUT } from '../../network/local-network';
import type { Bench } from '../bench-network';
import { type Figure, figure } from '../figure';
import { KeepAlive } from '../keep-alive';
import { timeBoth } from '../timing';

const MEMBER = 'pharmacy';
const PERSON = 'pharmacist';
/** Of a product that nobody registered: one evaluate at the own peer, and nothing of any other member. */
const SCAN = { scan: '(01)09521101530001(21)S1(17)300630(10)L1' };
const ALONE = { count: 3_000, inFlight: 1 };
const READY_MS = 60_000;
const LOOK_MS = 200;

/** Measures the same request through both. */
export async function identityFigures(bench: Bench): Promise<Figure[]> {
  bench.say('identity: composing a gateway with a fixed caller and certificate');
  const fixed = await startFixed(bench);
  const withToken = new KeepAlive(gatewayAddress(bench.place, MEMBER), bench.as(MEMBER, PERSON));
  const without = new KeepAlive(fixed.address, () => Promise.resolve({}));
  bench.say('identity: the same scan with a token, and by the fixed caller');
  try {
    const ask = (through: KeepAlive) => () => through.post('/v1/packs/verify', SCAN);
    const [token, reference] = await timeBoth(ALONE, ask(withToken), ask(without));
    return [
      figure({
        ...{
          name: 'a request with token and certificate, p50',
          unit: 'ms',
          value: token.p50,
          reference: reference.p50,
        },
        goal: { of: 'ratio', atMost: 1.2 },
      }),
    ];
  } finally {
    withToken.close();
    without.close();
    await fixed.stop();
  }
}

/** The gateway's process, on the member's own peer, with ports and a database of its own. */
async function startFixed({ place, as }: Bench): Promise<{ address: string; stop(): Promise<void> }> {
  const { database } = portsIn(place, MEMBER);
  const name = `${MEMBER}-fixed-caller`;
  await ensureOrganisationDatabases(place.layout.state, database, [name]);
  const url = databaseUrl(place.layout.state, database, name);
  const [http, metrics, outbox] = await Promise.all([freePort(), freePort(), freePort()]);
  const { Authorization: authorization = '' } = await as(MEMBER, PERSON)();
  const child = spawn(process.execPath, [join(CHECKOUT, 'scripts', 'dist', 'bench', 'fixed-caller.gateway.js')], {
    cwd: CHECKOUT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...gatewayEnvironment(place, MEMBER, url),
      ...{
        THERIAC_HTTP_PORT: String(http),
        THERIAC_METRICS_PORT: String(metrics),
        THERIAC_OUTBOX_PORT: String(outbox),
      },
      THERIAC_CALLER_REQUESTS: '1000000',
      THERIAC_BENCH_TOKEN: authorization.replace(/^Bearer /, ''),
    },
  });
  const address = `http://localhost:${http}`;
  await untilReady(address, child);
  return { address, stop: () => ended(child) };
}

async function untilReady(address: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + READY_MS;
  for (;;) {
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (child.exitCode !== null || Date.now() > end) throw new Error('the gateway with a fixed caller is not ready');
    await pause(LOOK_MS);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.kill('SIGTERM')) await exit;
}
