/** Operations of callers with own keys, over HTTP: what is handed out, what is taken back, and what ends them. */
import { LedgerError } from '@theriac/domain/ledger';
import { CertificateAuthority } from '@theriac/test-ledger';
import request from 'supertest';
import type { Caller, CallerIdentity } from '../caller';
import { startTestServer, type TestServer } from '../database/fixtures/test-database';
import { CALLERS } from '../http/fixtures/test-app';
import type { Call } from '../http/route';
import { type Deed, type DeedsApp, deedsApp, MESSAGE, once, purpose } from './fixtures/deeds-app';
import { OwnKeyUser } from './fixtures/own-key-user';
import type { ToSign } from './signing.schema';
import type { SigningBounds } from './signings';

// Generous: a real database on a machine that does other things as well.
jest.setTimeout(30_000);

const { pharmacist, administrator } = CALLERS as { pharmacist: Caller; administrator: Caller };

let server: TestServer;
let authority: CertificateAuthority;
let user: OwnKeyUser;
beforeAll(async () => {
  [server, authority] = await Promise.all([startTestServer(), CertificateAuthority.create('pharmacy')]);
  user = await OwnKeyUser.of(authority, pharmacist);
}, 60_000);
afterAll(() => server.stop());

const appWith = async (deed: Deed, bounds: Partial<SigningBounds> = {}): Promise<DeedsApp> =>
  deedsApp(await server.fresh(), authority, deed, bounds);

const begin = (test: DeedsApp, headers = user.headers, as = 'pharmacist') => test.begin(headers, as);
const begun = async (test: DeedsApp, headers = user.headers): Promise<ToSign> => {
  const answer = await test.begin(headers);
  expect(answer.status).toBe(202);
  return answer.body as ToSign;
};
const send = (test: DeedsApp, asked: ToSign, body: object, as = 'pharmacist') => test.send(asked, body, as);

describe('a caller with an own key', () => {
  it('is handed exactly the bytes, signs them, and gets the operation’s own answer', async () => {
    const test = await appWith(once);
    const asked = await begin(test);
    expect(asked.status).toBe(202);
    expect(asked.body).toEqual({
      ...{ signing: expect.stringMatching(/^[0-9a-f]{32}$/), ...purpose('proposal') },
      bytes: MESSAGE.toString('base64'),
    });
    expect(asked.headers.location).toBe(`/v1/signings/${asked.body.signing}`);
    expect(asked.headers['cache-control']).toBe('no-store');
    const body = user.signed(asked.body);
    const done = await send(test, asked.body, body);
    expect(done.status).toBe(201);
    expect(done.headers.location).toBe('/v1/deeds/1');
    // Nothing of the key, the certificate or the hand-over is kept where a caller is kept.
    expect(done.body).toEqual({ got: body.signature, kept: JSON.stringify(pharmacist) });
  });

  it('signs one thing after another, also when the operation asks for several at once', async () => {
    const both = (identity: CallerIdentity) =>
      Promise.all((['evaluation', 'transaction'] as const).map((step) => identity.sign(MESSAGE, purpose(step))));
    const test = await appWith(async (identity) => (await both(identity)).length);
    const first = await begun(test);
    const second = await send(test, first, user.signed(first));
    expect([first.step, second.status, second.body.step]).toEqual(['evaluation', 202, 'transaction']);
    const done = await send(test, second.body, user.signed(second.body));
    expect(done.body).toMatchObject({ got: 2 });
    // A signature that comes twice meets nothing.
    expect((await send(test, first, user.signed(first))).body).toMatchObject({ code: 'SIGNING_NOT_FOUND' });
  });

  it('gets the operation’s refusal as its answer', async () => {
    const test = await appWith(async (identity) => {
      await once(identity);
      throw new LedgerError('RESIGN', 'others were faster');
    });
    const asked = await begun(test);
    const refused = await send(test, asked, user.signed(asked));
    expect([refused.status, refused.body.code]).toEqual([409, 'RESIGN']);
    expect(refused.headers['content-type']).toBe('application/problem+json');
  });

  it('gets a refusal that comes before the first signature at once', async () => {
    const test = await appWith(() => Promise.reject(new LedgerError('LOT_NOT_FOUND', 'no such lot')));
    expect((await begin(test)).body).toMatchObject({ code: 'LOT_NOT_FOUND' });
  });

  it('is refused what goes on after the request, before anything is read', async () => {
    const test = await appWith(once);
    const ask = request(test.app).post('/v1/jobs-of-tests').set('X-Test-Caller', 'pharmacist').set(user.headers);
    expect((await ask.send('no JSON')).body).toMatchObject({ status: 422, code: 'GATEWAY_KEY_NEEDED' });
  });
});

describe('a signature', () => {
  const flipped = (body: { signature: string }) => {
    const bytes = Buffer.from(body.signature, 'base64');
    bytes[bytes.length - 1]! ^= 1;
    return { signature: bytes.toString('base64') };
  };
  const ofOtherBytes = (asked: ToSign) => {
    const bytes = Buffer.from(asked.bytes, 'base64');
    bytes[0]! ^= 1;
    return user.signed({ bytes: bytes.toString('base64') });
  };
  it.each([
    ['of one byte changed', (asked: ToSign) => flipped(user.signed(asked)), /exactly these bytes/],
    ['over one byte changed', ofOtherBytes, /exactly these bytes/],
    ['with the higher S', (asked: ToSign) => user.signedWithHighS(asked), /higher of the two values of S/],
    ['that is none', () => ({ signature: Buffer.alloc(70, 7).toString('base64') }), /in DER/],
  ])('%s is refused, and the operation over', async (_, sign, detail) => {
    const signed: string[] = [];
    const test = await appWith(async (identity) => signed.push(await once(identity)));
    const asked = await begun(test);
    const refused = await send(test, asked, sign(asked));
    expect([refused.status, refused.body.code]).toEqual([422, 'SIGNATURE_REFUSED']);
    expect(refused.body.detail).toMatch(detail);
    expect((await send(test, asked, user.signed(asked))).body).toMatchObject({ code: 'SIGNING_NOT_FOUND' });
    expect(signed).toEqual([]);
  });

  it('is refused even when the operation would make light of it', async () => {
    const test = await appWith((identity) => once(identity).catch(() => 'never mind'));
    const asked = await begun(test);
    expect((await send(test, asked, user.signedWithHighS(asked))).body).toMatchObject({ code: 'SIGNATURE_REFUSED' });
  });

  it('of somebody else meets nothing, and harms nothing', async () => {
    const test = await appWith(once);
    const asked = await begun(test);
    const stranger = await send(test, asked, user.signed(asked), 'administrator');
    expect([stranger.status, stranger.body.code]).toEqual([404, 'SIGNING_NOT_FOUND']);
    expect((await send(test, asked, user.signed(asked))).status).toBe(201);
  });

  it('comes with a token that may do what is signed', async () => {
    const test = await appWith(once);
    const asked = await begun(test);
    const narrow = await send(test, asked, user.signed(asked)).set('X-Test-Scopes', 'ledger:read');
    expect([narrow.status, narrow.body.code]).toEqual([403, 'SCOPE_MISSING']);
    expect((await send(test, asked, user.signed(asked))).status).toBe(201);
  });

  it('that never comes ends the operation: nothing is signed, and the id is gone', async () => {
    let over = false;
    const sign = (identity: CallerIdentity, { signal }: Call) => {
      signal.addEventListener('abort', () => (over = true));
      return once(identity);
    };
    const test = await appWith(sign, { patience: 50 });
    const asked = await begun(test);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(over).toBe(true);
    expect((await send(test, asked, user.signed(asked))).body).toMatchObject({ code: 'SIGNING_NOT_FOUND' });
  });
});

describe('operations under way', () => {
  it('are bounded for each caller', async () => {
    const test = await appWith(once, { mostOfOne: 1 });
    const asked = await begun(test);
    const refused = await begin(test);
    expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    const other = await OwnKeyUser.of(authority, administrator);
    expect((await begin(test, other.headers, 'administrator')).status).toBe(202);
    await send(test, asked, user.signed(asked));
    expect((await begin(test)).status).toBe(202);
  });

  it('are bounded in all', async () => {
    const test = await appWith(once, { mostOfAll: 1 });
    await begun(test);
    const other = await OwnKeyUser.of(authority, administrator);
    expect((await begin(test, other.headers, 'administrator')).status).toBe(429);
  });

  it('end when the gateway stops, and none begins then', async () => {
    const test = await appWith(once);
    const asked = await begun(test);
    await test.signings.stop();
    expect((await send(test, asked, user.signed(asked))).body).toMatchObject({ code: 'SIGNING_NOT_FOUND' });
    expect((await begin(test)).body).toMatchObject({ status: 503, code: 'SIGNING_ABANDONED' });
  });
});

describe('an Idempotency-Key', () => {
  const keyed = { 'Idempotency-Key': 'k' };
  const references: string[] = [];

  it('answers again what the signed command was answered with', async () => {
    const test = await appWith(once);
    const asked = await begun(test, { ...user.headers, ...keyed });
    expect((await begin(test, { ...user.headers, ...keyed })).body).toMatchObject({
      code: 'IDEMPOTENCY_KEY_IN_FLIGHT',
    });
    const done = await send(test, asked, user.signed(asked));
    const again = await begin(test, { ...user.headers, ...keyed });
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(again.body).toEqual(done.body);
  });

  it.each([
    ['refused signature', (asked: ToSign) => user.signedWithHighS(asked), once],
    [
      'conflict',
      (asked: ToSign) => user.signed(asked),
      async (identity: CallerIdentity, { reference }: Call) => {
        await once(identity);
        references.push(reference);
        if (references.length === 1) throw new LedgerError('RESIGN', 'others were faster');
      },
    ],
  ])('is free again after a %s, for the same command', async (_, sign, handle) => {
    references.length = 0;
    const test = await appWith(handle);
    const asked = await begun(test, { ...user.headers, ...keyed });
    expect((await send(test, asked, sign(asked))).status).toBeGreaterThanOrEqual(400);
    const anew = await begun(test, { ...user.headers, ...keyed });
    expect((await send(test, anew, user.signed(anew))).status).toBe(201);
    expect(new Set(references).size).toBeLessThanOrEqual(1);
  });
});

it('the description tells who may bring a certificate, and what comes then', async () => {
  const test = await appWith(once);
  const { paths } = (await request(test.app).get('/openapi.json')).body;
  const { post } = paths['/v1/deeds'];
  expect(post.parameters).toContainEqual(expect.objectContaining({ in: 'header', name: 'Theriac-Certificate' }));
  expect(post.responses['202'].content['application/json'].schema.required).toContain('bytes');
  expect(paths['/v1/jobs-of-tests'].post.responses['202']).toBeUndefined();
  expect(JSON.stringify(paths['/v1/jobs-of-tests'])).not.toContain('Theriac-Certificate');
  expect(paths['/v1/signings/{id}'].post.responses['202']).toBeDefined();
});
