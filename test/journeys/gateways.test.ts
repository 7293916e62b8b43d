/** Two whole gateways, from environment to ports: ready, answering, speaking to each other, stopped and back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConsortiumLedger } from '../../chaincode/src/fixtures/consortium-ledger';
import { consortium } from '../../chaincode/src/fixtures/consortium';
import { composeGateway, type ConnectLedger, type Gateway } from '../../gateway-api/src/composition';
import { readConfig } from '../../gateway-api/src/config';
import { startTestServer, type TestServer } from '../../gateway-api/src/database/fixtures/test-database';
import { openLog } from '../../gateway-api/src/logging/logger';
import { tlsFolder, type TlsFolder } from '../../gateway-api/src/members/fixtures/tls-authorities';
import { readinessSchema } from '../../gateway-api/src/readiness';
import { gatewayEnvironment, type GatewayPorts, gatewayPorts } from '../fixtures/gateway-files';
import { LedgerNetwork } from '../fixtures/test-ledger-client';
import { TestSignIn } from '../fixtures/test-sign-in';

// Whole gateways on a machine that does other things as well.
jest.setTimeout(60_000);

const PEOPLE = { 'pharmacy-administrator': 'administrator', pharmacist: 'pharmacist' };

let folder: string;
let server: TestServer;
let contracts: ConsortiumLedger;
let connect: ConnectLedger;
let tls: TlsFolder;
let signIn: TestSignIn;
const ports = new Map<string, GatewayPorts>();
const environments = new Map<string, Record<string, string>>();
const running = new Map<string, Gateway>();

async function start(name: string): Promise<Gateway> {
  const config = readConfig(environments.get(name)!);
  const gateway = composeGateway(config, openLog(config.logLevel, name), connect);
  running.set(name, gateway);
  await gateway.start();
  return gateway;
}

async function stop(name: string): Promise<void> {
  await running.get(name)?.stop();
  running.delete(name);
}

interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

async function ask(name: string, path: string, init: RequestInit & { caller?: string } = {}): Promise<Asked> {
  const headers = new Headers(init.headers);
  if (init.caller !== undefined) headers.set('Authorization', await signIn.authorization(name, init.caller));
  const answer = await fetch(`http://127.0.0.1:${ports.get(name)!.http}${path}`, { ...init, headers });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

async function ready(name: string): Promise<void> {
  while ((await ask(name, '/readyz')).status !== 200) await pause(100);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-gateways-'));
  const names = consortium.members.map((member) => member.name);
  [server, contracts, tls] = await Promise.all([startTestServer(), ConsortiumLedger.start(), tlsFolder(names)]);
  const network = new LedgerNetwork(contracts.ledger);
  connect = ({ db, identities }) => {
    const ledger = network.client(db);
    return {
      ledger,
      probe: {
        endorses: async (channel) => {
          await ledger.evaluate(identities.machine, { channel, transaction: 'Anchors:Ping', args: [] });
        },
        height: (channel) => Promise.resolve(contracts.ledger.height(channel)),
      },
      heights: network.heights(),
      recover: () => Promise.resolve([]),
      close: () => undefined,
    };
  };
  const organisations = ['pharmacy', 'manufacturer'];
  signIn = await TestSignIn.start({ consortium, organisations, tls, people: PEOPLE });
  for (const name of organisations) ports.set(name, await gatewayPorts());
  for (const organisation of ports.keys()) {
    const databaseUrl = (await server.fresh()).url;
    const files = { folder, consortium, organisation, databaseUrl, tls, ports, signIn };
    environments.set(organisation, await gatewayEnvironment(files));
  }
  await Promise.all([start('pharmacy'), start('manufacturer')]);
});

afterAll(async () => {
  await Promise.all([...running.keys()].map(stop));
  await signIn.stop();
  contracts.stop();
  await server.stop();
  tls.remove();
  rmSync(folder, { recursive: true });
});

describe('a gateway that has started', () => {
  it('says that it is ready, check by check', async () => {
    await ready('pharmacy');
    const { checks, warnings } = readinessSchema.parse((await ask('pharmacy', '/readyz')).body);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'database',
        'endorsement on supply',
        'blocks of supply',
        'chaincode packages',
        'certificates',
      ]),
    );
    // The TLS certificates of these tests end within the hour, the machine's identity in decades.
    expect(warnings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['TLS certificate', 'TLS roots of the own peer', 'TLS roots of manufacturer']),
    );
    expect(warnings.map(({ what }) => what)).not.toContain('machine identity');
  });

  it('anchors a head once for a key, and every member’s gateway reads it from the blocks', async () => {
    const head = { log: 'journal', size: 1, head: 'a'.repeat(64) };
    const anchor = () =>
      ask('pharmacy', '/v1/channels/supply/heads', {
        ...{ method: 'POST', caller: 'pharmacy-administrator', body: JSON.stringify(head) },
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'first' },
      });
    const [first, second] = [await anchor(), await anchor()];
    expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
    expect(second.text).toBe(first.text);
    const read = async () =>
      (await ask('manufacturer', '/v1/channels/supply/heads', { caller: 'pharmacist' })).body as unknown[];
    while ((await read()).length === 0) await pause(50);
    expect(await read()).toEqual([first.body]);
  });

  it('refuses what the ledger refuses, with its word', async () => {
    const answer = await ask('pharmacy', '/v1/channels/supply/heads', {
      ...{
        method: 'POST',
        caller: 'pharmacist',
        body: JSON.stringify({ log: 'journal', size: 2, head: 'b'.repeat(64) }),
      },
      headers: { 'Content-Type': 'application/json' },
    });
    expect([answer.status, answer.body]).toEqual([403, expect.objectContaining({ code: 'NOT_PERMITTED' })]);
  });

  it('measures what it does, on a port of its own', async () => {
    const text = await (await fetch(`http://127.0.0.1:${ports.get('pharmacy')!.metrics}/metrics`)).text();
    for (const name of [
      'theriac_http_seconds_count',
      'theriac_ledger_height',
      'theriac_outbox_messages',
      'theriac_block_seconds',
    ])
      expect(text).toContain(name);
    expect(text).toContain('route="/v1/channels/{channel}/heads"');
    expect((await ask('pharmacy', '/metrics', { caller: 'pharmacist' })).status).toBe(404);
    expect(text).toMatch(/theriac_certificate_expiry_seconds\{what="machine identity"\} \d/);
  });

  it('describes every route of every business', async () => {
    const { paths } = (await ask('pharmacy', '/openapi.json')).body as { paths: Record<string, unknown> };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/v1/jobs/{id}', '/v1/outbox', '/v1/channels/{channel}/heads']),
    );
  });
});

describe('a gateway that is stopped', () => {
  it('answers what it has begun, takes nothing more, and comes back with all that it knew', async () => {
    const text = JSON.stringify({ log: 'journal', size: 5, head: 'c'.repeat(64) });
    const authorization = await signIn.authorization('pharmacy', 'pharmacy-administrator');
    const sent = request({
      ...{ port: ports.get('pharmacy')!.http, host: '127.0.0.1', method: 'POST', path: '/v1/channels/supply/heads' },
      headers: { 'Content-Type': 'application/json', Authorization: authorization },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      sent.once('response', resolve).once('error', reject),
    );
    sent.write(text.slice(0, 10));
    await pause(200);
    const stopping = stop('pharmacy');
    await pause(100);
    sent.end(text.slice(10));
    expect((await answered).statusCode).toBe(201);
    await stopping;
    await expect(ask('pharmacy', '/healthz')).rejects.toThrow();
    await start('pharmacy');
    await ready('pharmacy');
    const heads = async () => (await ask('pharmacy', '/v1/channels/supply/heads', { caller: 'pharmacist' })).text;
    while (!(await heads()).includes('"size":5')) await pause(50);
  });

  it('is another thing than one whose database crashed: that one is ready again by itself', async () => {
    await server.server.crash();
    await ready('pharmacy');
    expect((await ask('pharmacy', '/v1/channels/supply/heads', { caller: 'pharmacist' })).status).toBe(200);
  });

  it('does not start on a port that is taken', async () => {
    await stop('manufacturer');
    const stranger = createServer().listen(ports.get('manufacturer')!.http, '127.0.0.1');
    await expect(start('manufacturer')).rejects.toThrow('EADDRINUSE');
    await stop('manufacturer');
    await new Promise((resolve) => stranger.close(resolve));
  });
});
