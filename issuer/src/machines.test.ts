/** Machines sign in by assertions that their own key signs, each used once. */
import { randomUUID } from 'node:crypto';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { startIssuer, type RunningIssuer } from './fixtures';
import { askToken, type TokenAnswer } from './fixtures/raw-requests';
import { signInMachine } from './sign-in';

interface Keys {
  readonly private: JWK;
  readonly public: JWK;
}

const LINE = 'packaging-line';
let issuer: RunningIssuer;
let manufacturer: string;
let rsa: Keys;
let ec: Keys;

async function keysFor(alg: string): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { private: { ...(await exportJWK(privateKey)), alg }, public: await exportJWK(publicKey) };
}

beforeAll(async () => {
  [rsa, ec] = await Promise.all([keysFor('RS384'), keysFor('ES384')]);
  const keys = [rsa.public, ec.public].map((key) => ({ ...key, kty: key.kty as 'RSA' }));
  const machines = [{ id: LINE, role: 'technician' as const, site: '9521104000013', jwks: { keys } }];
  issuer = await startIssuer({ organisations: [{ name: 'manufacturer', machines }, { name: 'pharmacy' }] });
  manufacturer = issuer.url('manufacturer');
});

afterAll(async () => {
  await issuer.stop();
});

/** An assertion that is right but for what is said otherwise; `undefined` leaves a claim out. */
async function assertion(claims: Record<string, unknown> = {}, key = ec.private, alg = key.alg!): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const right = { iss: LINE, sub: LINE, aud: manufacturer, jti: randomUUID(), iat: now, exp: now + 60 };
  const payload = JSON.parse(JSON.stringify({ ...right, ...claims })) as Record<string, unknown>;
  return new SignJWT(payload).setProtectedHeader({ alg }).sign({ ...key, alg });
}

async function present(client_assertion: string, more: Record<string, string> = {}): Promise<TokenAnswer> {
  return askToken(manufacturer, {
    grant_type: 'client_credentials',
    scope: 'ledger:write',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion,
    ...more,
  });
}

describe('a machine', () => {
  it.each(['RS384', 'ES384'])('signs in with %s', async (alg) => {
    const key = [rsa, ec].find((keys) => keys.private.alg === alg)!.private;
    const { accessToken, expiresAt } = await signInMachine({ issuer: manufacturer, machine: LINE, key });
    expect(decodeJwt(accessToken)).toMatchObject({
      ...{ iss: manufacturer, aud: 'urn:theriac:manufacturer', sub: LINE, client_id: LINE },
      ...{ role: 'technician', site: '9521104000013', scope: 'ledger:read ledger:write' },
    });
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 59 * 60_000);
  });

  it('is refused another organisation’s gateway', async () => {
    const answer = await present(await assertion(), { resource: 'urn:theriac:pharmacy' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_target' } });
  });

  it('is told so when it signs in with another’s key', async () => {
    const stranger = (await keysFor('ES384')).private;
    const refused = signInMachine({ issuer: manufacturer, machine: LINE, key: stranger });
    await expect(refused).rejects.toMatchObject({ failure: 'refused', message: expect.stringContaining(LINE) });
  });
});

describe('an assertion', () => {
  it('serves once', async () => {
    const once = await assertion();
    expect((await present(once)).status).toBe(200);
    expect(await present(once)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('serves one of many who present it at the same moment', async () => {
    const once = await assertion();
    const answers = await Promise.all(Array.from({ length: 20 }, () => present(once)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error === 'invalid_client')).toHaveLength(19);
  });

  const now = Math.floor(Date.now() / 1000);
  it.each<[string, Record<string, unknown>]>([
    ['has no jti', { jti: undefined }],
    ['is for another issuer', { aud: 'http://localhost:8891/pharmacy' }],
    ['is over', { exp: now - 60 }],
    ['never ends', { exp: undefined }],
    ['lives for a day', { exp: now + 86_400 }],
    ['may have served an earlier process of this issuer', { iat: now - 3600 }],
    ['is of another issuer than the machine', { iss: 'labelling-line' }],
  ])('that %s is refused', async (_what, claims) => {
    expect(await present(await assertion(claims))).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it.each([
    ['RS256', () => rsa.private],
    ['PS384', () => rsa.private],
  ])('signed with %s is refused', async (alg, key) => {
    const answer = await present(await assertion({}, key(), alg));
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('is needed: a machine’s name alone opens nothing', async () => {
    const answer = await askToken(manufacturer, { grant_type: 'client_credentials', client_id: LINE });
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });
});
