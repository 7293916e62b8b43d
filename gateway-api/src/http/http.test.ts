/** HTTP as callers meet it: every refusal is a problem that names field and rule, and nothing hostile is a 500. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LedgerError } from '@theriac/domain/ledger';
import request from 'supertest';
import { startTestServer, type TestServer } from '../database/fixtures/test-database';
import { buildTestApp, type TestApp } from './fixtures/test-app';
import { drain, listen } from './listener';
import { problemSchema } from './problem.schema';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

let server: TestServer;
let test: TestApp;
beforeAll(async () => {
  server = await startTestServer();
  test = buildTestApp(await server.fresh());
}, 60_000);
afterAll(() => server.stop());

const post = (body: string | Buffer, type = 'application/json') =>
  request(test.app)
    .post('/v1/scans')
    .set('X-Test-Caller', 'pharmacist')
    .set('Content-Type', type)
    // As it is: supertest would write a Buffer as JSON.
    .serialize((bytes: unknown) => bytes as string)
    .send(body);
const get = (path: string) => request(test.app).get(path).set('X-Test-Caller', 'pharmacist');

describe('a problem', () => {
  it.each([
    ['no caller', () => request(test.app).post('/v1/scans').send({}), 401, 'NOT_AUTHENTICATED'],
    ['an unknown path', () => get('/v1/nonsense'), 404, 'ROUTE_NOT_FOUND'],
    ['a path below a page', () => get('/docs/../package.json'), 404, 'ROUTE_NOT_FOUND'],
    [
      'another method',
      () => request(test.app).delete('/v1/scans').set('X-Test-Caller', 'pharmacist'),
      405,
      'METHOD_NOT_ALLOWED',
    ],
    ['an answer that is not to be had', () => get('/v1/scans/a').set('Accept', 'text/html'), 406, 'NOT_ACCEPTABLE'],
    ['a body too large', () => post(JSON.stringify({ scan: 'x'.repeat(10_001) })), 413, 'BODY_TOO_LARGE'],
    ['a form', () => post('scan=1', 'application/x-www-form-urlencoded'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another charset', () => post('{}', 'application/json; charset=utf-16'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a compressed body', () => post('{}').set('Content-Encoding', 'gzip'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a body where none belongs',
      () => get('/v1/scans/a').set('Content-Type', 'application/json').send('{}'),
      400,
      'BAD_REQUEST',
    ],
    ['a path that is no text', () => get('/v1/scans/%ff'), 400, 'BAD_REQUEST'],
  ])('answers %s', async (_, ask, status, code) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    const problem = problemSchema.parse(answer.body);
    expect(problem).toMatchObject({ status, code, instance: `urn:theriac:request:${answer.headers['x-request-id']}` });
  });

  it.each([
    ['LOT_NOT_FOUND', 404],
    ['NOT_PERMITTED', 403],
    ['LOT_FULL', 422],
    ['LOT_MISMATCH', 409],
    ['LEDGER_BUSY', 429],
    ['LEDGER_UNAVAILABLE', 503],
    ['BROKEN_STATE', 500],
  ] as const)('has the status of its kind: %s', async (code, status) => {
    test.respond = () => Promise.reject(new LedgerError(code, 'because'));
    const answer = await post('{"scan":"1"}');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, detail: 'because' });
    expect(answer.headers['retry-after']).toBe(status === 429 || status === 503 ? '1' : undefined);
  });

  it('of an unforeseen error tells nothing, neither the caller nor the log', async () => {
    test.respond = () => Promise.reject(new Error('the secret serial SQZ-XYW'));
    const answer = await post('{"scan":"1"}');
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body) + test.log()).not.toContain('SQZ-XYW');
    expect(JSON.stringify(answer.body)).not.toContain('.ts');
    expect(test.log()).toContain('http.test.ts');
  });

  it('names a path’s methods', async () => {
    const answer = await request(test.app).put('/v1/scans').set('X-Test-Caller', 'pharmacist');
    expect(answer.headers.allow).toBe('OPTIONS, POST');
  });
});

describe('bad input', () => {
  beforeEach(() => {
    test.done.length = 0;
  });

  const deep = `${'['.repeat(4_000)}${']'.repeat(4_000)}`;
  it.each([
    ['no body', '', '(body)', 'must be JSON'],
    ['half a body', '{"scan":', '(body)', 'must be JSON'],
    ['a byte order mark', '\ufeff{"scan"', '(body)', 'must be JSON'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), '(body)', 'must be UTF-8'],
    ['a bare value', '"scan"', '(body)', /expected object/],
    ['null', 'null', '(body)', /expected object/],
    ['an array', '[{"scan":"1"}]', '(body)', /expected object/],
    ['a missing field', '{}', 'scan', /expected string/],
    ['a wrong type', '{"scan":4711}', 'scan', /expected string/],
    ['an object for a text', '{"scan":{"$gt":""}}', 'scan', /expected string/],
    ['an empty text', '{"scan":""}', 'scan', /too small/i],
    ['a text too long', `{"scan":"${'1'.repeat(41)}"}`, 'scan', /too big/i],
    ['half a number', '{"scan":"1","count":1.5}', 'count', /int/],
    ['a number without end', '{"scan":"1","count":1e999}', 'count', /number|int/],
    ['an unknown field', '{"scan":"1","role":"inspector"}', 'role', 'is not a known field'],
    ['an unknown field within', '{"scan":"1","tags":[{"name":"a","x":1}]}', 'tags[0].x', 'is not a known field'],
    ['a fault within', '{"scan":"1","tags":[{"name":"a"},{"name":"far too long"}]}', 'tags[1].name', /too big/i],
    ['a prototype', '{"scan":"1","__proto__":{"role":"inspector"}}', '(body)', 'must not have a field of that name'],
    [
      'a constructor',
      '{"scan":"1","constructor":{"prototype":{"x":1}}}',
      '(body)',
      'must not have a field of that name',
    ],
    ['a NUL', '{"scan":"1\\u0000"}', 'scan', 'must not hold U+0000'],
    ['half a character', '{"scan":"\\ud800"}', 'scan', 'must be well-formed Unicode'],
    ['half a character in a name', '{"scan":"1","\\udfff":1}', '(body)', 'must not have a field with such a name'],
    ['nesting without end', `{"scan":"1","tags":${deep}}`, /^tags/, 'must not nest deeper than 64'],
  ])('is refused: %s', async (_, body, field, rule) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    const { code, faults } = problemSchema.parse(answer.body);
    expect(code).toBe('INVALID_INPUT');
    expect(faults?.[0]?.field).toEqual(typeof field === 'string' ? field : expect.stringMatching(field));
    expect(faults?.[0]?.rule).toEqual(typeof rule === 'string' ? rule : expect.stringMatching(rule));
    expect(test.done).toEqual([]);
  });

  it.each([
    ['/v1/scans/a-b', 'scan'],
    ['/v1/scans/%00', 'path.scan'],
    ['/v1/scans/a?limit=x', 'limit'],
    ['/v1/scans/a?limit=1&limit=2', 'limit'],
    ['/v1/scans/a?unknown=1', 'unknown'],
    ['/v1/scans/a?__proto__=1', 'query'],
    ['/v1/scans/a?limit[$gt]=1', '(unknown)'],
  ])('is refused in the address: %s', async (path, field) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(problemSchema.parse(answer.body).faults?.[0]?.field).toBe(field);
  });

  it('is refused in the Idempotency-Key', async () => {
    for (const key of ['a b', 'x'.repeat(256)]) {
      const answer = await post('{"scan":"1"}').set('Idempotency-Key', key);
      expect(answer.body).toMatchObject({ status: 400, faults: [{ field: 'Idempotency-Key' }] });
    }
  });
});

describe('a document', () => {
  const upload = (body: Buffer, type = 'text/csv') =>
    request(test.app).post('/v1/documents').set('X-Test-Caller', 'pharmacist').set('Content-Type', type).send(body);

  it('arrives whole, in pieces', async () => {
    const answer = await upload(Buffer.alloc((2 << 20) + 17, 'x'), 'text/csv; charset=utf-8');
    expect(answer.body).toEqual({ got: { size: (2 << 20) + 17, mediaType: 'text/csv' } });
  });

  it('is refused when it is larger than its route allows, however it is sent', async () => {
    expect((await upload(Buffer.alloc((3 << 20) + 1))).status).toBe(413);
    const listening = createServer(test.app);
    await listen(listening, 0, '127.0.0.1');
    const { port } = listening.address() as AddressInfo;
    const endless = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(Buffer.alloc(65_536));
      },
    });
    const init = {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'X-Test-Caller': 'pharmacist', 'Content-Type': 'text/csv' },
    };
    const answer = await fetch(`http://127.0.0.1:${port}/v1/documents`, init as RequestInit);
    expect(answer.status).toBe(413);
    await drain(listening, 100);
  });

  it('is refused in another media type', async () => {
    expect((await upload(Buffer.from('%PDF'), 'application/pdf')).status).toBe(415);
  });
});

describe('what answers without a caller', () => {
  it('says that it lives', async () => {
    expect((await request(test.app).get('/healthz')).body).toEqual({ status: 'ok' });
  });

  it('describes itself by the routes’ own schemas', async () => {
    const { body } = await request(test.app).get('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const { post: command } = body.paths['/v1/scans'];
    expect(command.requestBody.content['application/json'].schema.properties.scan).toEqual({
      type: 'string',
      minLength: 1,
      maxLength: 40,
    });
    expect(command.parameters).toEqual(
      ['Idempotency-Key', 'Theriac-Certificate'].map((name): unknown =>
        expect.objectContaining({ name, in: 'header' }),
      ),
    );
    expect(command.responses.default.content['application/problem+json'].schema).toEqual({
      $ref: '#/components/schemas/Problem',
    });
    expect(body.components.schemas.Problem.required).toContain('code');
  });

  it('shows a page that loads nothing from elsewhere', async () => {
    const page = await request(test.app).get('/docs/');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
    expect(links).toHaveLength(4);
    for (const link of links) expect((await request(test.app).get(link)).status).toBe(200);
    expect((await request(test.app).get('/docs/package.json')).status).toBe(404);
  });
});

describe('the log', () => {
  it('holds method, route and status, and nothing that a caller sent', async () => {
    const quiet = buildTestApp(await server.fresh());
    await request(quiet.app)
      .get('/v1/scans/serial4711?limit=99')
      .set('X-Test-Caller', 'pharmacist')
      .set('Authorization', 'Bearer hunter2');
    await request(quiet.app).get('/v1/elsewhere/serial4711');
    const log = quiet.log();
    expect(log).toContain('"route":"/v1/scans/{scan}"');
    expect(log).toContain('"role":"pharmacist"');
    for (const value of ['serial4711', 'limit', 'hunter2', 'supertest', '127.0.0.1']) expect(log).not.toContain(value);
  });
});
