/** The enrolment service, over real mutual TLS and with tokens of a real issuer: who gets a certificate, and who none. */
import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import * as x509 from '@peculiar/x509';
import { certificateAttributes, requestCertificate } from '@theriac/fabric-ca';
import { openLog } from '../logging/logger';
import { tlsFolder, type TlsFolder } from '../members/fixtures/tls-authorities';
import type { EnrolmentDoor } from '../sign-in';
import { TokenIssuer } from '../tokens/fixtures/token-issuer';
import { askRaw, doorOf } from './fixtures/ask-enrolment';
import { type EnrolmentOptions, type RunningEnrolment, startEnrolment } from './fixtures/start-enrolment';

const SHOP = '9521103000014';
const SECOND_SHOP = '9521103000021';

let tls: TlsFolder;
let tokens: TokenIssuer;
let folder: string;
let nameKeyFile: string;
let service: RunningEnrolment;
let door: EnrolmentDoor;
let log: string;

beforeAll(async () => {
  [tls, tokens] = await Promise.all([tlsFolder(['pharmacy', 'hospital']), TokenIssuer.start()]);
  folder = mkdtempSync(join(tmpdir(), 'theriac-names-'));
  nameKeyFile = join(folder, 'kept', 'name.key');
  await start();
});
afterAll(async () => {
  await stop();
  await tokens.goAway();
  tls.remove();
  rmSync(folder, { recursive: true });
});

async function start(more: Partial<EnrolmentOptions> = {}): Promise<void> {
  log = '';
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, callback) => {
      log += chunk.toString();
      callback();
    },
  });
  const logger = openLog('info', 'pharmacy', destination);
  const options = { organisation: 'pharmacy', tls, tokenIssuer: tokens.url, nameKeyFile, logger, ...more };
  service = await startEnrolment(options);
  door = doorOf(tls, 'pharmacy', service.address);
}
async function stop(): Promise<void> {
  door.close();
  await service.stop();
}

const requestFor = async (person: string): Promise<string> => (await requestCertificate(person, [])).request;
const asGateway = (question: Parameters<typeof askRaw>[2]) =>
  askRaw(service.address, { tls, as: 'pharmacy' }, question);

describe('the holder of a token', () => {
  it('has a random name, role and site', async () => {
    const person = await door.personOf(await tokens.token());
    expect(person).toEqual({ person: expect.stringMatching(/^[0-9a-f]{32}$/), role: 'pharmacist', site: SHOP });
    expect(await door.personOf(await tokens.token())).toEqual(person);
    const other = await door.personOf(await tokens.token({ claims: { sub: 'berit' } }));
    expect(other.person).not.toBe(person.person);
  });

  it('gets a certificate for their key that carries these, under the authority’s root', async () => {
    const token = await tokens.token();
    const { person } = await door.personOf(token);
    const { request, key } = await requestCertificate(person, []);
    const issued = await door.certificateFor(token, request);
    const certificate = new X509Certificate(issued.certificate);
    expect(certificate.checkPrivateKey(key)).toBe(true);
    expect(certificate.verify(new X509Certificate(service.roots).publicKey)).toBe(true);
    expect(certificate.subject).toContain(`CN=${person}`);
    expect(certificateAttributes(issued.certificate)).toEqual({ role: 'pharmacist', site: SHOP });
    expect(issued).toMatchObject({ person, role: 'pharmacist', site: SHOP });
  });

  it('who is a patient works nowhere', async () => {
    const token = await tokens.token({ claims: { sub: 'ana', role: 'patient', site: undefined } });
    const { person, ...rest } = await door.personOf(token);
    expect(rest).toEqual({ role: 'patient' });
    const { certificate } = await door.certificateFor(token, await requestFor(person));
    expect(certificateAttributes(certificate)).toEqual({ role: 'patient' });
  });

  it('is in the log by person, role, site and serial, and by nothing else', async () => {
    const token = await tokens.token({ claims: { sub: 'cecilia-svensson' } });
    const { person } = await door.personOf(token);
    const { certificate } = await door.certificateFor(token, await requestFor(person));
    const serial = new X509Certificate(certificate).serialNumber.toLowerCase();
    const line = log.split('\n').find((text) => text.includes(serial));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ person, role: 'pharmacist', site: SHOP, serial });
    expect(log).not.toMatch(/cecilia|svensson/);
    expect(log).not.toContain(token.split('.')[2]);
  });
});

describe('two sessions of one person', () => {
  it('at two sites at the same moment get the right sites', async () => {
    const sessions = [SHOP, SECOND_SHOP, SHOP, SECOND_SHOP].map(async (site) => {
      const token = await tokens.token({ claims: { site } });
      const { person } = await door.personOf(token);
      const { certificate } = await door.certificateFor(token, await requestFor(person));
      return { asked: site, got: certificateAttributes(certificate).site };
    });
    for (const { asked, got } of await Promise.all(sessions)) expect(got).toBe(asked);
  });
});

describe('a token', () => {
  it.each([
    ['for another audience', { aud: 'urn:theriac:hospital' }],
    ['of a gateway', { role: 'gateway' }],
    ['of nobody', { sub: undefined }],
  ])('%s gets nobody anything', async (_, claims) => {
    const token = await tokens.token({ claims });
    await expect(door.personOf(token)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
    const request = await requestFor('0'.repeat(32));
    await expect(door.certificateFor(token, request)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  });

  it('must be there', async () => {
    expect(await asGateway({})).toMatchObject({ status: 401, body: { code: 'NOT_AUTHENTICATED' } });
  });
});

describe('a request', () => {
  const refusalOf = async (make: (person: string) => Promise<string> | string): Promise<unknown> => {
    const token = await tokens.token();
    const { person } = await door.personOf(token);
    const request = await make(person);
    return door.certificateFor(token, request).catch((error: unknown) => error);
  };
  const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const made = async (change: object, keys?: webcrypto.CryptoKeyPair): Promise<string> => {
    const own = keys ?? (await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']));
    const params = { keys: own, signingAlgorithm: ALGORITHM, ...change };
    return (await x509.Pkcs10CertificateRequestGenerator.create(params, webcrypto)).toString('pem');
  };
  const names = (type: 'email' | 'dns', value: string) => [new x509.SubjectAlternativeNameExtension([{ type, value }])];
  const changed = (pem: string): string => {
    const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    der[der.length - 1]! ^= 1;
    return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
  };

  it.each<[string, (person: string) => Promise<string> | string]>([
    ['for somebody else', () => requestFor('f'.repeat(32))],
    ['that names more of a person', (person) => made({ name: `CN=${person}, O=Astrid Lindgren` })],
    ['that names two people', (person) => made({ name: `CN=${person}, CN=${'f'.repeat(32)}` })],
    [
      'with an address of the person',
      (person) => made({ name: `CN=${person}`, extensions: names('email', 'a@b.example') }),
    ],
    ['with a host', (person) => made({ name: `CN=${person}`, extensions: names('dns', 'gateway-pharmacy') })],
    [
      'to be an authority',
      (person) => made({ name: `CN=${person}`, extensions: [new x509.BasicConstraintsExtension(true, 1, true)] }),
    ],
    ['that its own key did not sign', async (person) => changed(await requestFor(person))],
    [
      'for a key of another curve',
      async (person) => {
        const algorithm = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-256' };
        const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
        return made({ name: `CN=${person}`, signingAlgorithm: algorithm }, keys);
      },
    ],
    ['that is none', () => 'x'.repeat(200)],
    ['that is two', async (person) => (await requestFor('f'.repeat(32))) + (await requestFor(person))],
    ['that is a certificate', () => readFileSync(join(tls.folder, 'pharmacy.crt'), 'utf8')],
  ])('%s is refused', async (_, make) => {
    expect(await refusalOf(make)).toMatchObject({ code: 'CERTIFICATE_REQUEST_REFUSED' });
  });

  it('that is too large, or no JSON, is refused', async () => {
    const token = await tokens.token();
    const post = (body: string) => asGateway({ method: 'POST', path: '/v1/certificates', token, body });
    expect(await post(JSON.stringify({ request: 'x'.repeat(20_000) }))).toMatchObject({ status: 413 });
    expect(await post('{')).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    expect(await post('{"request":"","subject":"x"}')).toMatchObject({ status: 400 });
  });
});

describe('a revoked person', () => {
  it('is issued nothing any more, and others are', async () => {
    const token = await tokens.token({ claims: { sub: 'dag' } });
    const { person } = await door.personOf(token);
    const request = await requestFor(person);
    await door.certificateFor(token, request);
    service.revoke(person);
    await expect(door.certificateFor(token, request)).rejects.toMatchObject({ code: 'PERSON_REVOKED' });
    const answer = await asGateway({
      method: 'POST',
      path: '/v1/certificates',
      token,
      body: JSON.stringify({ request }),
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'PERSON_REVOKED' } });
    const other = await tokens.token();
    const { certificate } = await door.certificateFor(other, await requestFor((await door.personOf(other)).person));
    expect(certificate).toContain('BEGIN CERTIFICATE');
  });
});

describe('who asks', () => {
  it.each([
    ['without a certificate', undefined],
    ['as another member’s gateway', 'hospital'],
  ])('%s is not heard', async (_, as) => {
    const token = await tokens.token();
    await expect(askRaw(service.address, { tls, as }, { token })).rejects.toThrow();
  });

  it('as another machine of the organisation learns whether it is ready, and nothing of people', async () => {
    const machine = { tls, as: 'enrolment-pharmacy' };
    const token = await tokens.token();
    const answer = await askRaw(service.address, machine, { token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'NOT_PERMITTED' } });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(await askRaw(service.address, machine, { path: '/healthz' })).toMatchObject({ status: 200 });
    expect(await askRaw(service.address, machine, { path: '/readyz' })).toMatchObject({ status: 200 });
  });

  it('for something else finds nothing', async () => {
    expect(await asGateway({ path: '/v1/people' })).toMatchObject({ status: 404, body: { code: 'ROUTE_NOT_FOUND' } });
  });
});

describe('the key of names', () => {
  it('lies in a file for its owner alone, and everybody is who they were after a restart', async () => {
    const token = await tokens.token();
    const before = await door.personOf(token);
    expect(statSync(nameKeyFile).mode & 0o077).toBe(0);
    await stop();
    await start();
    expect(await door.personOf(token)).toEqual(before);
  });

  it('is drawn with a warning', async () => {
    await stop();
    await start({ nameKeyFile: join(folder, 'another.key') });
    expect(log).toContain('belongs in the backup');
    await stop();
    await start();
    expect(log).not.toContain('belongs in the backup');
  });

  it('is not drawn anew while people have names that were made of it', async () => {
    const token = await tokens.token();
    const { person } = await door.personOf(token);
    await door.certificateFor(token, await requestFor(person));
    const { authority } = service;
    await expect(start({ nameKeyFile: join(folder, 'lost.key'), authority })).rejects.toThrow(
      'THERIAC_NAME_KEY_FILE is gone, and 1 people have names',
    );
  });

  it('is refused when it is something else', async () => {
    const file = join(folder, 'wrong.key');
    writeFileSync(file, 'secret');
    await expect(start({ nameKeyFile: file })).rejects.toThrow('THERIAC_NAME_KEY_FILE must hold 32 bytes');
  });
});
