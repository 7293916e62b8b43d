/** People sign in by authorization code with PKCE, and tokens tell what a gateway needs and no name. */
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { startIssuer, type RunningIssuer } from './fixtures';
import { authorize, exchange } from './fixtures/raw-requests';
import { signIn, SignInError } from './sign-in';

const OLD_TOWN = '9521103000014';
const HARBOUR = '9521103000021';
let issuer: RunningIssuer;
let pharmacy: string;

beforeAll(async () => {
  issuer = await startIssuer({
    organisations: [
      {
        name: 'pharmacy',
        redirects: ['http://localhost:8103/docs/oauth2-redirect.html'],
        people: [
          { name: 'pharmacist', fullName: 'Elin Sandberg', role: 'pharmacist', sites: [OLD_TOWN] },
          { name: 'technician', fullName: 'Jonas Åberg', role: 'technician', sites: [OLD_TOWN, HARBOUR] },
        ],
      },
      {
        ...{ name: 'clinic', elsewhere: ['urn:theriac:hospital'] },
        people: [
          { name: 'patient-ana', fullName: 'Ana Bergström', role: 'patient' },
          { name: 'clinic-physician', role: 'physician', sites: ['9521102000015'] },
        ],
      },
    ],
  });
  pharmacy = issuer.url('pharmacy');
});

afterAll(async () => {
  await issuer.stop();
});

describe('an access token', () => {
  it('is what a gateway checks it to be: RFC 9068, of the organisation’s issuer and audience, for an hour', async () => {
    const keys = createRemoteJWKSet(new URL(`${pharmacy}/jwks`));
    const token = await issuer.tokenFor('pharmacist');
    const { payload } = await jwtVerify(token, keys, {
      issuer: pharmacy,
      audience: 'urn:theriac:pharmacy',
      typ: 'at+jwt',
      algorithms: ['ES256'],
    });
    expect(payload).toEqual({
      ...{ iss: pharmacy, aud: 'urn:theriac:pharmacy', sub: 'pharmacist', client_id: 'theriac' },
      ...{ role: 'pharmacist', site: OLD_TOWN, scope: 'ledger:read ledger:write' },
      ...{ jti: expect.any(String), iat: expect.any(Number), exp: payload.iat! + 3600 },
    });
  });

  it('never carries a name, which ID token and userinfo do', async () => {
    const all = { issuer: pharmacy, person: 'technician', scope: 'openid profile ledger:read' };
    const { accessToken, idToken } = await signIn(all);
    expect(JSON.stringify(decodeJwt(accessToken))).not.toMatch(/Jonas|Åberg|"name"/);
    expect(decodeJwt(idToken!)).toMatchObject({ sub: 'technician', name: 'Jonas Åberg', aud: 'theriac' });

    const alone = await signIn({ ...all, scope: 'openid profile' });
    const answer = await fetch(`${pharmacy}/me`, { headers: { Authorization: `Bearer ${alone.accessToken}` } });
    expect(await answer.json()).toEqual({ sub: 'technician', name: 'Jonas Åberg' });
  });

  it('names the site that was chosen for the session, the usual one without a choice, none for a patient', async () => {
    const siteOf = async (person: string, site?: string): Promise<unknown> =>
      decodeJwt(await issuer.tokenFor(person, site === undefined ? {} : { site })).site;
    expect(await siteOf('technician', HARBOUR)).toBe(HARBOUR);
    expect(await siteOf('technician')).toBe(OLD_TOWN);
    expect(await siteOf('patient-ana')).toBeUndefined();
  });

  it('is for another organisation’s gateway when a patient asks for one, and nobody else', async () => {
    const resource = 'urn:theriac:hospital';
    expect(decodeJwt(await issuer.tokenFor('patient-ana', { resource })).aud).toBe(resource);
    expect(decodeJwt(await issuer.tokenFor('patient-ana')).aud).toBe('urn:theriac:clinic');
    await expect(issuer.tokenFor('clinic-physician', { resource })).rejects.toThrow('invalid_target');
    await expect(issuer.tokenFor('patient-ana', { resource: 'urn:theriac:bank' })).rejects.toThrow('invalid_target');
  });

  it('has only the scopes that were asked for', async () => {
    expect(decodeJwt(await issuer.tokenFor('pharmacist', { scope: 'ledger:read' })).scope).toBe('ledger:read');
  });
});

describe('who is not let in', () => {
  it.each([
    ['nobody of this organisation', 'patient-ana', undefined, 'pharmacy knows nobody called patient-ana'],
    ['somebody at another’s site', 'pharmacist', HARBOUR, `pharmacist does not work at ${HARBOUR}`],
  ])('%s', async (_who, person, site, message) => {
    const refused = signIn({ issuer: pharmacy, person, site });
    await expect(refused).rejects.toThrow(SignInError);
    await expect(refused).rejects.toMatchObject({ failure: 'refused', message });
  });

  it('a program that comes back with another verifier', async () => {
    const code = (await authorize(pharmacy, 'pharmacist')).get('code')!;
    expect(await exchange(pharmacy, code, { code_verifier: 'b'.repeat(43) })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  it('a program that uses a code twice', async () => {
    const code = (await authorize(pharmacy, 'pharmacist')).get('code')!;
    expect((await exchange(pharmacy, code)).status).toBe(200);
    expect((await exchange(pharmacy, code)).body.error).toBe('invalid_grant');
  });

  it.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['with plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for another organisation’s gateway', { resource: 'urn:theriac:clinic' }, 'invalid_target'],
  ])('a program %s', async (_what, overrides, error) => {
    expect((await authorize(pharmacy, 'pharmacist', overrides)).get('error')).toBe(error);
  });

  it('a program that wants to be answered elsewhere than on this machine', async () => {
    const elsewhere = authorize(pharmacy, 'pharmacist', { redirect_uri: 'http://example.org/callback' });
    await expect(elsewhere).rejects.toMatchObject({ failure: 'refused' });
  });

  it('anybody, where no issuer answers', async () => {
    const nowhere = signIn({ issuer: 'http://localhost:1/pharmacy', person: 'pharmacist' });
    await expect(nowhere).rejects.toMatchObject({ failure: 'unreachable' });
  });
});

describe('a gateway’s documentation page', () => {
  const preflight = { 'Access-Control-Request-Method': 'POST', 'Content-Type': 'application/x-www-form-urlencoded' };
  const tokenFrom = async (origin: string): Promise<{ allowed: string | null; status: number }> => {
    const redirect_uri = 'http://localhost:8103/docs/oauth2-redirect.html';
    const code = (await authorize(pharmacy, 'pharmacist', { redirect_uri })).get('code')!;
    const body = new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: 'theriac', code, redirect_uri },
      code_verifier: 'a'.repeat(43),
    });
    const headers = { ...preflight, Origin: origin };
    const answer = await fetch(`${pharmacy}/token`, { method: 'POST', headers, body });
    return { allowed: answer.headers.get('access-control-allow-origin'), status: answer.status };
  };

  it('gets tokens from its own origin', async () => {
    expect(await tokenFrom('http://localhost:8103')).toEqual({ allowed: 'http://localhost:8103', status: 200 });
  });

  it('gets none from any other', async () => {
    expect(await tokenFrom('http://localhost:9999')).toEqual({ allowed: null, status: 400 });
  });
});
