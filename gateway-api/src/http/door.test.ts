/** The way in: what is open, what asks for a caller, over which connection, how large and how often. */
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import request from 'supertest';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import { httpApi } from './api-server';
import { buildTestApp, type TestApp } from './fixtures/test-app';
import { drain, listen } from './listener';
import { requireOneOpenList } from './one-open-list';
import { problemSchema } from './problem.schema';
import { route } from './route';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let server: TestServer;
let database: TestDatabase;
let test: TestApp;
beforeAll(async () => {
  server = await startTestServer();
  database = await server.fresh();
  test = buildTestApp(database);
}, 60_000);
afterAll(() => server.stop());

const scan = ({ app }: TestApp) => request(app).get('/v1/scans/a');
const CALLER = { 'X-Test-Caller': 'pharmacist' };

describe('without a caller', () => {
  it.each(['/healthz', '/readyz', '/openapi.json', '/docs', '/docs/', '/docs/page.js'])('%s answers', async (path) => {
    expect((await request(test.app).get(path)).status).toBe(200);
  });

  it.each(['/', '/v1/scans/a', '/v1/nothing', '/HEALTHZ', '/healthz/', '//healthz', '/docsx', '/Docs', '/metrics'])(
    '%s is 401',
    async (path) => {
      const answer = await request(test.app).get(path);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBeDefined();
      expect(problemSchema.parse(answer.body).code).toBe('NOT_AUTHENTICATED');
    },
  );

  it.each(['get', 'post', 'put', 'delete', 'options', 'patch'] as const)('%s is 401', async (method) => {
    expect((await request(test.app)[method]('/v1/scans')).status).toBe(401);
  });

  it('what is open and not there leads nowhere else', async () => {
    expect((await request(test.app).get('/docs/nothing')).status).toBe(404);
    expect((await request(test.app).post('/healthz')).status).toBe(404);
    const raw = await rawAnswer(test, 'GET /docs/../v1/scans/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(raw).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('nothing of a body is waited for, or stored', async () => {
    const listening = createServer(test.app);
    await listen(listening, 0, '127.0.0.1');
    const { port } = listening.address() as AddressInfo;
    const sent = httpRequest({
      ...{ port, host: '127.0.0.1', method: 'POST', path: '/v1/documents' },
      headers: { 'Content-Type': 'text/csv', 'Content-Length': 1_000_000 },
    });
    sent.flushHeaders();
    const answer = await new Promise<IncomingMessage>((resolve) => sent.once('response', resolve));
    expect(answer.statusCode).toBe(401);
    sent.once('error', () => undefined).destroy();
    await drain(listening, 100);
    expect((await database.pool.query('SELECT id FROM uploads')).rowCount).toBe(0);
  });
});

describe('the list of open routes', () => {
  const handler = () => undefined;
  const listed = route({ method: 'get', path: '/public/a', tag: '', summary: '', answers: {} }, () =>
    Promise.resolve({ status: 200 }),
  );

  it('holds all that answers without a caller, and nothing that asks for one', () => {
    expect(() => {
      requireOneOpenList([{ path: '/v1/free', handler }], []);
    }).toThrow('/v1/free');
    expect(() => buildTestApp(database, [listed])).toThrow('/public/a');
  });

  it('is what the description calls open', async () => {
    const { body } = await request(test.app).get('/openapi.json');
    const open = Object.entries(body.paths as Record<string, Record<string, { security?: unknown }>>).filter(
      ([, operations]) => Object.values(operations).some(({ security }) => security !== undefined),
    );
    expect(open.map(([path]) => path).sort()).toEqual(['/docs', '/healthz', '/openapi.json', '/readyz']);
    for (const [, operations] of open) expect(Object.values(operations)[0]).toMatchObject({ security: [] });
    expect(body.security).toEqual([{ caller: [] }]);
  });
});

describe('OPTIONS', () => {
  it('tells a caller what a path takes', async () => {
    const answer = await request(test.app).options('/v1/scans/a').set(CALLER);
    expect([answer.status, answer.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });
});

describe('behind a proxy', () => {
  const behind = (...trustedProxies: string[]) =>
    buildTestApp(database, [], { door: { httpTls: 'proxy', trustedProxies } });
  const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '192.0.2.1' };

  it('is answered what came to it over TLS, with HSTS', async () => {
    const answer = await scan(behind('127.0.0.1', '::1', '::ffff:127.0.0.1')).set({ ...CALLER, ...forwarded });
    expect(answer.status).toBe(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('is refused what did not, or did not come from it, but for what is open', async () => {
    const proxied = behind('127.0.0.1', '::ffff:127.0.0.1');
    for (const answer of [
      await scan(proxied).set(CALLER),
      await scan(behind('10.0.0.1')).set({ ...CALLER, ...forwarded }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'TLS_REQUIRED']);
      expect(answer.headers['strict-transport-security']).toBeUndefined();
    }
    expect((await request(proxied.app).get('/healthz')).status).toBe(200);
  });

  it('is believed by nobody who has none', async () => {
    const answer = await scan(test).set({ ...CALLER, ...forwarded });
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });
});

describe('how often', () => {
  it('a caller may ask is bounded, each for itself', async () => {
    const few = buildTestApp(database, [], { door: { callerRequests: 2 } });
    for (let n = 0; n < 2; n += 1) expect((await scan(few).set(CALLER)).status).toBe(200);
    const answer = await scan(few).set(CALLER);
    expect([answer.status, answer.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(1);
    expect((await scan(few).set('X-Test-Caller', 'administrator')).status).toBe(200);
  });

  it('an address may send credentials that are refused is bounded', async () => {
    const few = buildTestApp(database, [], { door: { refusedCredentials: 2 } });
    const guess = (token: string) => scan(few).set('Authorization', `Bearer ${token}`);
    expect([(await guess('a')).status, (await guess('b')).status]).toEqual([401, 401]);
    const answer = await guess('c');
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(1);
    expect((await scan(few)).status).toBe(401);
    expect((await scan(few).set(CALLER)).status).toBe(200);
  });
});

describe('headers', () => {
  const withToken = (bytes: number): string =>
    `GET /v1/scans/a HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${'t'.repeat(bytes)}\r\n\r\n`;

  it('of tens of kilobytes are refused as what they are: no caller’s', async () => {
    expect(await rawAnswer(test, withToken(60_000))).toMatch(/^HTTP\/1\.1 401 /);
  });

  it.each([
    ['that are larger still', withToken(80_000), 431, 'HEADERS_TOO_LARGE'],
    ['that are none', 'GET / HTTP/1.1\r\nno header\r\n\r\n', 400, 'BAD_REQUEST'],
  ])('%s are a problem too', async (_, sent, status, code) => {
    const answer = await rawAnswer(test, sent);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('application/problem+json');
    expect(problemSchema.parse(JSON.parse(body))).toMatchObject({ status, code });
  });
});

describe('connections', () => {
  it('are bounded: one more is closed', async () => {
    const api = httpApi(test.app, 1);
    await listen(api, 0, '127.0.0.1');
    const { port } = api.address() as AddressInfo;
    const first = connect(port, '127.0.0.1');
    await new Promise((resolve) => first.once('connect', resolve));
    const second = connect(port, '127.0.0.1');
    second.once('error', () => undefined);
    await new Promise((resolve) => second.once('close', resolve));
    expect(first.destroyed).toBe(false);
    first.destroy();
    await drain(api, 100);
  });
});

/** All that comes back for bytes that no client of HTTP would send. */
async function rawAnswer({ app }: TestApp, bytes: string): Promise<string> {
  const api = httpApi(app, 10);
  await listen(api, 0, '127.0.0.1');
  const socket = connect((api.address() as AddressInfo).port, '127.0.0.1');
  socket.write(bytes);
  const answer = await textOf(socket);
  await drain(api, 100);
  return answer;
}
