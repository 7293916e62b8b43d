import 'reflect-metadata';
import { createPrivateKey, generateKeyPairSync, webcrypto, type KeyObject } from 'node:crypto';
import {
  Extension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  cryptoProvider,
  type X509Certificate,
} from '@peculiar/x509';
import type { Credential } from '@theriac/fabric-ca';
import type { PlannedCertificate } from './certificate-plan';
import { reasonToReissue } from './certificate-validity';

cryptoProvider.set(webcrypto);
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1_000;
const now = new Date('2026-03-01T12:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * DAY_MS);

const plan: PlannedCertificate = {
  folder: 'gateway/tls',
  kind: 'tls',
  id: 'gateway-clinic',
  type: 'client',
  attributes: { role: 'gateway' },
  hosts: ['localhost', '::1'],
};

interface Authority {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly certificate: X509Certificate;
}

async function anAuthority(): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=ca.clinic',
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: inDays(-1),
    notAfter: inDays(9_000),
  });
  return { keys, certificate };
}

interface IssueSettings {
  readonly name?: string;
  readonly days?: number;
  readonly attributes?: object;
}

async function issue(
  by: Authority,
  { name = 'CN=gateway-clinic', days = 365, attributes = { role: 'gateway' } }: IssueSettings = {},
): Promise<Credential> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    subject: name,
    issuer: by.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: by.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: inDays(-1),
    notAfter: inDays(days),
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '::1' },
      ]),
      new Extension('1.2.3.4.5.6.7.8.1', false, Buffer.from(JSON.stringify({ attrs: attributes }))),
    ],
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    certificate: certificate.toString('pem'),
    key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
  };
}

describe('a certificate on disk', () => {
  let authority: Authority;
  let held: Credential;
  const reason = (credential: Credential | undefined, changed: Partial<PlannedCertificate> = {}): string | undefined =>
    reasonToReissue(credential, { ...plan, ...changed }, authority.certificate.toString('pem'), now);
  const otherKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

  beforeAll(async () => {
    authority = await anAuthority();
    held = await issue(authority);
  });

  it('stays when it is what the topology asks for', () => {
    expect(reason(held)).toBeUndefined();
  });

  it.each<[string, () => Promise<string | undefined> | string | undefined, string]>([
    ['is missing', () => reason(undefined), 'there is none'],
    ['is cut short', () => reason({ ...held, certificate: held.certificate.slice(0, 200) }), 'it cannot be read'],
    ['lies beside another key', () => reason({ ...held, key: otherKey() }), 'its key is another'],
    ['comes from another CA', async () => reason(await issue(await anAuthority())), 'another CA issued it'],
    ['expires within a month', async () => reason(await issue(authority, { days: 29 })), 'it expires soon'],
    ['has expired', async () => reason(await issue(authority, { days: -0.5 })), 'it expires soon'],
    [
      'names another',
      async () => reason(await issue(authority, { name: 'CN=gateway-clinic-2' })),
      'it names somebody else',
    ],
    ['lacks an attribute', async () => reason(await issue(authority, { attributes: {} })), 'it has other attributes'],
    ['has an attribute too many', () => reason(held, { attributes: {} }), 'it has other attributes'],
    ['has another value', () => reason(held, { attributes: { role: 'nurse' } }), 'it has other attributes'],
    ['lacks a host', () => reason(held, { hosts: ['localhost', 'gateway-clinic'] }), 'it lacks a host'],
  ])('is issued again when it %s', async (_case, found, expected) => {
    expect(await found()).toBe(expected);
  });
});
