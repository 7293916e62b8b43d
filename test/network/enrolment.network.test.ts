/** The enrolment service at a real Fabric CA: certificates of people, and none for who was revoked, whatever they try. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { certificateAttributes, markRevoked, requestCertificate } from '@theriac/fabric-ca';
import * as x509 from '@peculiar/x509';
import { composeEnrolment } from '../../gateway-api/src/enrolment/compose-enrolment';
import { readEnrolmentConfig } from '../../gateway-api/src/enrolment/enrolment-config';
import type { EnrolmentService } from '../../gateway-api/src/enrolment/enrolment-service';
import { EnrolmentDoor } from '../../gateway-api/src/sign-in';
import { TokenIssuer } from '../../gateway-api/src/tokens/fixtures/token-issuer';
import { IssuedOrganisation } from './certificates/issued-organisation';

// The first run builds Fabric's binaries.
const BUILD_TIMEOUT_MS = 15 * 60_000;
jest.setTimeout(120_000);

const SHOP = '9521103000014';
const SECOND_SHOP = '9521103000021';

let pharmacy: IssuedOrganisation;
let tokens: TokenIssuer;
let service: EnrolmentService;
let door: EnrolmentDoor;

beforeAll(async () => {
  [pharmacy, tokens] = await Promise.all([IssuedOrganisation.start('pharmacy'), TokenIssuer.start()]);
  await start();
}, BUILD_TIMEOUT_MS);
afterAll(async () => {
  await stop();
  await tokens.goAway();
  await pharmacy.stop();
});

async function start(nameKeyFile = pharmacy.path('enrolment', 'name.key')): Promise<void> {
  const own = (...path: string[]): string => pharmacy.path('enrolment', ...path);
  const config = readEnrolmentConfig({
    NODE_ENV: 'test',
    THERIAC_ORGANISATION: 'pharmacy',
    THERIAC_ENROLMENT_PORT: '1',
    THERIAC_TLS_CERTIFICATE: own('tls', 'server.crt'),
    THERIAC_TLS_KEY: own('tls', 'server.key'),
    THERIAC_TLS_ROOTS: own('tls', 'ca.crt'),
    THERIAC_ENROLMENT_MSP: own('msp'),
    THERIAC_CA_ADDRESS: `localhost:${pharmacy.caPort}`,
    THERIAC_CA_CLIENT_CERTIFICATE: own('ca-caller', 'server.crt'),
    THERIAC_CA_CLIENT_KEY: own('ca-caller', 'server.key'),
    THERIAC_NAME_KEY_FILE: nameKeyFile,
    THERIAC_TOKEN_ISSUER: tokens.url,
    THERIAC_TOKEN_AUDIENCE: 'urn:theriac:pharmacy',
  });
  service = await composeEnrolment({ ...config, port: 0 }, pino({ level: 'silent' }));
  await service.start();
  const gateway = (name: string): Buffer => readFileSync(pharmacy.path('gateway', 'tls', name));
  door = new EnrolmentDoor({
    ...{ address: `localhost:${service.port}`, deadline: 30_000, roots: gateway('ca.crt') },
    credential: { cert: gateway('server.crt'), key: gateway('server.key') },
  });
}
async function stop(): Promise<void> {
  door.close();
  await service.stop();
}

/** A person of the issuer's, for one session. */
async function session(sub: string, claims: Readonly<Record<string, unknown>> = {}) {
  const token = await tokens.token({ claims: { sub, ...claims } });
  const { person } = await door.personOf(token);
  const { key, request } = await requestCertificate(person, []);
  return { person, key, certify: async () => (await door.certificateFor(token, request)).certificate };
}

/** The status of `/readyz`. */
function readyz(): Promise<number | undefined> {
  const [ca, cert, key] = ['ca.crt', 'server.crt', 'server.key'].map((name) =>
    readFileSync(pharmacy.path('gateway', 'tls', name)),
  );
  const options = { host: 'localhost', port: service.port, path: '/readyz', ca, cert, key, agent: false };
  return new Promise((resolve, reject) => {
    get(options, (answer) => {
      answer.resume().once('end', () => {
        resolve(answer.statusCode);
      });
    }).once('error', reject);
  });
}

const registrar = () => pharmacy.credential('ca/registrar/identity');
const revokeAtAuthority = (what: object): Promise<number> => pharmacy.askCa(registrar(), 'POST', 'revoke', what);
const REVOKED = { code: 'PERSON_REVOKED' };

describe('a certificate of a real authority', () => {
  it('carries person, role and site, for an hour, for the key that was brought', async () => {
    const { person, key, certify } = await session('astrid');
    const pem = await certify();
    const certificate = new X509Certificate(pem);
    const root = new X509Certificate(readFileSync(pharmacy.path('msp', 'cacerts', 'ca.pem')));
    expect(certificate.verify(root.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(key)).toBe(true);
    expect(certificate.subject).toBe(`OU=client + OU=people\nCN=${person}`);
    expect(certificateAttributes(pem)).toEqual({ role: 'pharmacist', site: SHOP });
    const minutes = (Date.parse(certificate.validTo) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThan(61);
  });

  it('is right for each of a person’s sessions at two sites at the same moment, and for the patient they are too', async () => {
    const claims = [{ site: SHOP }, { site: SECOND_SHOP }, { role: 'patient', site: undefined }];
    const sessions = await Promise.all([...claims, ...claims].map((own) => session('berit', own)));
    expect(new Set(sessions.map(({ person }) => person)).size).toBe(1);
    const attributes = (await Promise.all(sessions.map(({ certify }) => certify()))).map(certificateAttributes);
    const wanted = claims.map(({ site, role = 'pharmacist' }) => ({ role, ...(site === undefined ? {} : { site }) }));
    expect(attributes).toEqual([...wanted, ...wanted]);
  });
});

describe('a person whom the authority revoked', () => {
  it('is issued nothing any more, however often they ask, with any role and site, and after a restart', async () => {
    const before = await session('cecilia');
    await before.certify();
    expect(await revokeAtAuthority({ id: before.person })).toBe(200);
    for (const claims of [{}, {}, { site: SECOND_SHOP }, { role: 'technician' }]) {
      await expect((await session('cecilia', claims)).certify()).rejects.toMatchObject(REVOKED);
    }
    await stop();
    await start();
    await expect((await session('cecilia')).certify()).rejects.toMatchObject(REVOKED);
    await (await session('astrid')).certify();
  });

  it('is issued nothing once they are marked, though the authority itself forgot that it revoked them', async () => {
    const { person, certify } = await session('dag');
    await certify();
    const ca = pharmacy.identityCa();
    await markRevoked(ca, registrar(), person);
    ca.close();
    // What is in flight undoes the authority's own note; without the mark the next one would be issued.
    await expect(certify()).rejects.toMatchObject(REVOKED);
  });

  it('holds no certificate that their revocation missed, when both happen at the same moment', async () => {
    for (const after of [0, 40, 80, 120, 160, 200]) {
      const { person, certify } = await session(`erik-${after}`);
      await certify();
      const issuing = certify().catch((error: unknown) => error);
      await pause(after);
      const ca = pharmacy.identityCa();
      await markRevoked(ca, registrar(), person);
      await revokeAtAuthority({ id: person });
      const crl = new x509.X509Crl(await pharmacy.revocationList());
      ca.close();
      const outcome = await issuing;
      if (typeof outcome === 'string') {
        // It came first, so that the list has it.
        const { serialNumber } = new x509.X509Certificate(outcome);
        expect(crl.findRevoked(serialNumber)).not.toBeNull();
      } else expect(outcome).toMatchObject(REVOKED);
      await expect(certify()).rejects.toMatchObject(REVOKED);
    }
  });

  it('is another than the holder of one revoked certificate, who goes on', async () => {
    const { certify } = await session('frida');
    const certificate = new x509.X509Certificate(await certify());
    const aki = certificate.getExtension(x509.AuthorityKeyIdentifierExtension)?.keyId;
    expect(await revokeAtAuthority({ serial: certificate.serialNumber, aki })).toBe(200);
    expect(await certify()).toContain('BEGIN CERTIFICATE');
  });
});

describe('the service', () => {
  it('knows a person by the same name after a restart', async () => {
    const { person } = await session('gun');
    await stop();
    await start();
    expect((await session('gun')).person).toBe(person);
  });

  it('does not start without the key of names that people have', async () => {
    await expect(start(pharmacy.path('enrolment', 'lost.key'))).rejects.toThrow('THERIAC_NAME_KEY_FILE is gone');
  });

  it('says that it is not ready while the authority is away, and issues when it is back', async () => {
    const { person, certify } = await session('hans');
    await pharmacy.server.end();
    await expect(certify()).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
    expect(await readyz()).toBe(503);
    // Who somebody is needs no authority.
    expect((await session('hans')).person).toBe(person);
    await pharmacy.server.start();
    await pharmacy.untilServing();
    // An answer is given again for a second.
    await pause(1_050);
    expect(await readyz()).toBe(200);
    expect(await certify()).toContain('BEGIN CERTIFICATE');
  });
});
