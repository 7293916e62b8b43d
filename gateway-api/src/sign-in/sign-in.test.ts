/** From a token to a certificate, against a real issuer's keys and a real enrolment service over mutual TLS. */
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { certificateAttributes } from '@theriac/fabric-ca';
import { startEnrolment, type RunningEnrolment } from '../enrolment/fixtures/start-enrolment';
import { doorOf } from '../enrolment/fixtures/ask-enrolment';
import type { CallerIdentity } from '../caller';
import { type TlsFolder, tlsFolder } from '../members/fixtures/tls-authorities';
import { type TokenChange, TokenIssuer } from '../tokens/fixtures/token-issuer';
import { TokenVerifier } from '../tokens';
import type { EnrolmentDoor } from './enrolment-door';
import { OidcCallers } from './oidc-callers';
import { Sessions } from './sessions';

const MINUTE = 60_000;
const machineIdentity: CallerIdentity = {
  mspId: 'PharmacyMSP',
  certificate: 'own',
  sign: () => Promise.reject(new Error()),
};
const machine = { person: 'gateway-pharmacy', role: 'gateway', site: undefined, organisation: 'pharmacy' } as const;

let tls: TlsFolder;
let issuer: TokenIssuer;
let service: RunningEnrolment;
let door: EnrolmentDoor;
let later = 0;
let sessions: Sessions;
let callers: OidcCallers;

beforeAll(async () => {
  [tls, issuer] = await Promise.all([tlsFolder(['pharmacy']), TokenIssuer.start()]);
  service = await startEnrolment({ organisation: 'pharmacy', tls, tokenIssuer: issuer.url });
  door = doorOf(tls, 'pharmacy', service.address);
}, 60_000);
beforeEach(() => {
  later = 0;
  const now = (): number => Date.now() + later;
  sessions = new Sessions({ mspId: 'PharmacyMSP', enrolment: door, machine, machineIdentity, now });
  const tokens = new TokenVerifier({
    ...{ issuer: issuer.url, audience: 'urn:theriac:pharmacy', algorithms: ['ES256'], clockSkewMs: 5_000 },
  });
  callers = new OidcCallers({ organisation: 'pharmacy', issuer: issuer.url, tokens, enrolment: door, sessions });
});
afterAll(async () => {
  door.close();
  // The last test has stopped the service.
  await issuer.goAway();
  tls.remove();
});

const identify = async (change: TokenChange = {}) =>
  callers.identify({ authorization: `Bearer ${await issuer.token(change)}` });
const signedIn = async (change: TokenChange = {}) => {
  const { caller, ...identified } = await identify(change);
  await identified.signIn();
  return { caller, identity: await sessions.identityOf(caller) };
};
const of = (sub: string) => ({ claims: { sub } });

describe('somebody of another organisation', () => {
  it('is signed for by nobody here, whatever name their organisation gave them', async () => {
    const { caller } = await signedIn(of('linnea'));
    for (const { person } of [caller, machine])
      await expect(sessions.identityOf({ ...caller, person, organisation: 'clinic' })).rejects.toMatchObject({
        code: 'OWN_KEY_NEEDED',
      });
  });
});

describe('a caller', () => {
  it('is known by a random name, before any key is made for them', async () => {
    const { caller, scopes } = await identify(of('britta'));
    expect(caller).toEqual({
      ...{ person: expect.stringMatching(/^[0-9a-f]{32}$/), role: 'pharmacist', site: '9521103000014' },
      organisation: 'pharmacy',
    });
    expect([...scopes]).toEqual(['ledger:read', 'ledger:write']);
    expect(await service.authority.people()).not.toContain(caller.person);
    await expect(sessions.identityOf(caller)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });

  it('gets a certificate with that name, role and site, and nothing of who they are', async () => {
    const { caller, identity } = await signedIn();
    const certificate = new X509Certificate(identity.certificate);
    expect(certificate.subject.split('\n')).toContain(`CN=${caller.person}`);
    expect(certificateAttributes(identity.certificate)).toEqual({ role: 'pharmacist', site: '9521103000014' });
    expect(certificate.toString() + certificate.raw.toString('latin1')).not.toContain('astrid');
    const message = Buffer.from('a proposal');
    expect(verify('sha256', message, createPublicKey(identity.certificate), await identity.sign(message))).toBe(true);
  });

  it('has a certificate for each site that they work at, under one name', async () => {
    const there = { claims: { sub: 'carla', site: '9521103000021' } };
    const [one, other] = await Promise.all([signedIn(of('carla')), signedIn(there)]);
    expect(other.caller.person).toBe(one.caller.person);
    expect(certificateAttributes(one.identity.certificate).site).toBe('9521103000014');
    expect(certificateAttributes(other.identity.certificate).site).toBe('9521103000021');
  });

  it('keeps the certificate, however many calls come at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => signedIn(of('dora'))));
    expect(new Set(all.map(({ identity }) => identity.certificate)).size).toBe(1);
  });

  it('gets the next one in the background, once half of its hour is over', async () => {
    const { caller, identity } = await signedIn(of('elsa'));
    later = 31 * MINUTE;
    const opened = new Promise((resolve) => {
      sessions.onOpened(resolve);
    });
    await (await identify(of('elsa'))).signIn();
    expect(await opened).toEqual(caller);
    expect((await sessions.identityOf(caller)).certificate).not.toBe(identity.certificate);
  });

  it('who does not call any more can be signed for no longer than the certificate lasts', async () => {
    const { caller } = await signedIn(of('frida'));
    later = 61 * MINUTE;
    await expect(sessions.identityOf(caller)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });

  it('who was revoked gets no certificate, and keeps none that the peers refuse', async () => {
    const { caller, identity } = await signedIn(of('greta'));
    service.revoke(caller.person);
    sessions.refused(caller, identity.certificate);
    const again = await identify(of('greta'));
    await expect(again.signIn()).rejects.toMatchObject({ code: 'PERSON_REVOKED' });
    await expect(sessions.identityOf(caller)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });

  it('with a certificate in force is not held up by an enrolment service that is away', async () => {
    const { caller, identity } = await signedIn(of('hanna'));
    later = 31 * MINUTE;
    const again = await identify(of('hanna'));
    await service.stop();
    await again.signIn();
    expect(await sessions.identityOf(caller)).toBe(identity);
    later = 59.5 * MINUTE;
    await expect(again.signIn()).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  });
});
