/** Whose tokens are believed: every way in which one can be wrong, against real keys over HTTP. */
import { createSecretKey } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { bearerToken } from './bearer';
import { type TokenChange, TokenIssuer } from './fixtures/token-issuer';
import { TokenVerifier } from './token-verifier';

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await TokenIssuer.start();
});
afterAll(() => issuer.goAway());

const settings = () => ({
  ...{ issuer: issuer.url, audience: 'urn:theriac:pharmacy', algorithms: ['ES256'], clockSkewMs: 5_000 },
});
const verify = (token: string) => new TokenVerifier(settings()).verify(token);
const REFUSED = { code: 'TOKEN_REFUSED' };

describe('a bearer token', () => {
  it.each([[undefined], ['']])('is missed in %j', (header) => {
    expect(() => bearerToken(header)).toThrow('NOT_AUTHENTICATED');
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer ', 'Bearer a b', 'Bearer é', `Bearer ${'a'.repeat(9_000)}`])(
    'is refused in %.20s',
    (header) => {
      expect(() => bearerToken(header)).toThrow('TOKEN_REFUSED');
    },
  );

  it('is what follows the scheme, however that is written', () => {
    expect(bearerToken('bearer  a.b-c_d~e+f/g==')).toBe('a.b-c_d~e+f/g==');
  });
});

describe('a token', () => {
  it('names its holder by role, site and scopes', async () => {
    expect(await verify(await issuer.token())).toEqual({
      ...{ issuer: issuer.url, subject: 'astrid', clientId: 'theriac', role: 'pharmacist', site: '9521103000014' },
      scopes: new Set(['ledger:read', 'ledger:write']),
      expiresAt: expect.any(Date),
    });
  });

  it('of a patient names no site', async () => {
    const token = await issuer.token({ claims: { role: 'patient', site: undefined } });
    expect(await verify(token)).toMatchObject({ role: 'patient', site: undefined });
  });

  const WRONG: Readonly<Record<string, TokenChange>> = {
    'another audience': { claims: { aud: 'urn:theriac:hospital' } },
    'no audience': { claims: { aud: undefined } },
    'another issuer': { claims: { iss: 'https://elsewhere.example' } },
    'no subject': { claims: { sub: undefined } },
    'no client': { claims: { client_id: undefined } },
    'an end that is past': { expiresIn: -10 },
    'no end': { claims: { exp: undefined } },
    'a beginning that is to come': { claims: { nbf: Math.floor(Date.now() / 1_000) + 3_600 } },
    'a role that nobody has': { claims: { role: 'king' } },
    'the role of a machine of the network': { claims: { role: 'gateway' } },
    'no role': { claims: { role: undefined } },
    'a site that is no GLN': { claims: { site: '9521103000015' } },
    'the type of an ID token': { header: { typ: 'JWT' } },
    'a key that is not published': { header: { kid: 'another' } },
    'a critical header that nobody knows': { header: { crit: ['x'], x: 1 } },
  };
  it.each(Object.entries(WRONG))('with %s is refused', async (_, change) => {
    const token = await issuer.token(change).catch(async () => {
      // jose does not sign what it would not verify; the bytes of such a token are made by hand.
      const [, payload, signature] = (await issuer.token()).split('.');
      const header = Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: 'first', ...change.header }));
      return `${header.toString('base64url')}.${payload}.${signature}`;
    });
    await expect(verify(token)).rejects.toMatchObject(REFUSED);
  });

  it('signed by a stranger in the name of a published key is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    await expect(verify(await issuer.token({ key: privateKey }))).rejects.toMatchObject(REFUSED);
  });

  it('without a signature is refused', async () => {
    const claims = { iss: issuer.url, aud: 'urn:theriac:pharmacy', sub: 'a', client_id: 'b', role: 'pharmacist' };
    const token = new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('1h').encode();
    await expect(verify(token)).rejects.toMatchObject(REFUSED);
  });

  it('signed with the public key as a shared secret is refused', async () => {
    const secret = createSecretKey(Buffer.from(await exportSPKI(issuer.keyOf().publicKey)));
    const claims = { iss: issuer.url, aud: 'urn:theriac:pharmacy', sub: 'a', client_id: 'b', role: 'pharmacist' };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'first' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(secret);
    await expect(verify(token)).rejects.toMatchObject(REFUSED);
  });

  it('with one character changed is refused, without a word of what it holds', async () => {
    const [header, payload, signature] = (await issuer.token()).split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'administrator' })).toString('base64url');
    const error = await verify(`${header}.${forged}.${signature}`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(REFUSED);
    expect(String(error)).not.toMatch(/astrid|administrator/);
  });

  it('is still believed while clocks may differ', async () => {
    expect(await verify(await issuer.token({ expiresIn: -3 }))).toMatchObject({ subject: 'astrid' });
  });
});

describe('the issuer’s keys', () => {
  it('are asked for once, and again when a token names a new one', async () => {
    const verifier = new TokenVerifier(settings());
    const before = issuer.asked;
    for (let n = 0; n < 5; n += 1) await verifier.verify(await issuer.token());
    expect(issuer.asked).toBe(before + 1);
  });

  it('are not to be had while the issuer is away, which is no refusal, and are found when it is back', async () => {
    const verifier = new TokenVerifier(settings());
    const token = await issuer.token();
    await issuer.goAway();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    await issuer.comeBack();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    await pause(1_050);
    expect(await verifier.verify(token)).toMatchObject({ subject: 'astrid' });
  });

  it('of who answers in another’s name are not believed', async () => {
    issuer.alias = 'https://elsewhere.example';
    await expect(verify(await issuer.token())).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    issuer.alias = undefined;
  });
});
