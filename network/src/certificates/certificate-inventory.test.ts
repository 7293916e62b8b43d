import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cryptoProvider, X509CertificateGenerator, X509CrlGenerator } from '@peculiar/x509';
import { certificateLines } from '../cli/certificates-text';
import { StateLayout } from '../native/state-layout';
import { loadTopology } from '../topology';
import type { CertifiedNetwork } from './certificate-authority';
import { certificateInventory } from './certificate-inventory';
import { revokedCertificates, writeRevocationList } from './revocation-list-file';

cryptoProvider.set(webcrypto);
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1_000;
const now = new Date('2026-03-01T12:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * DAY_MS);

let network: CertifiedNetwork;
let keys: webcrypto.CryptoKeyPair;

beforeAll(async () => {
  keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
});
beforeEach(() => {
  const layout = new StateLayout(mkdtempSync(join(tmpdir(), 'theriac-inventory-')));
  network = { topology: loadTopology(), name: 'local', layout };
});
afterEach(() => {
  rmSync(network.layout.state, { recursive: true });
});

/** Puts a certificate of some days into an organisation's folder. */
async function hold(path: string, days: number, serialNumber: string): Promise<void> {
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...{ serialNumber, name: 'CN=somebody', keys, signingAlgorithm: ALGORITHM },
    notBefore: inDays(-900),
    notAfter: inDays(days),
  });
  const file = network.layout.organisation('clinic', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, certificate.toString('pem'));
}

async function revokeSerials(...serials: string[]): Promise<void> {
  const list = await X509CrlGenerator.create({
    ...{ issuer: 'CN=ca.clinic', signingKey: keys.privateKey, signingAlgorithm: ALGORITHM },
    nextUpdate: inDays(365),
    entries: serials.map((serialNumber) => ({ serialNumber, revocationDate: now })),
  });
  mkdirSync(network.layout.organisation('clinic', 'msp'), { recursive: true });
  writeRevocationList(network, 'clinic', list.toString('pem'));
}

describe('the certificates of a network', () => {
  it('are none before its first start, and say what to do', () => {
    expect(certificateInventory(network, now)).toEqual([]);
    expect(certificateLines([])).toEqual(['there are no certificates yet: npm start has them issued']);
  });

  it.each([
    [9_000, 'in force'],
    [30, 'in force'],
    [29, 'expires soon'],
    [-1, 'expired'],
  ])('that last another %i days are %s', async (days, state) => {
    await hold('peer/tls/server.crt', days, '0a');
    expect(certificateInventory(network, now)).toEqual([
      {
        ...{ organisation: 'clinic', what: 'peer', use: 'TLS', serial: 'a', expires: inDays(days) },
        ...{ daysLeft: days, state },
      },
    ]);
  });

  it('are revoked when the organisation’s list says so; TLS knows no list', async () => {
    await hold('gateway/msp/signcerts/cert.pem', 100, '00b1');
    await hold('gateway/tls/server.crt', 100, '00b1');
    await hold('peer/msp/signcerts/cert.pem', 100, 'b2');
    await revokeSerials('00b1');
    expect([...revokedCertificates(network, 'clinic')]).toEqual(['b1']);
    const held = certificateInventory(network, now).map(({ what, use, state }) => `${what} ${use} ${state}`);
    expect(held).toEqual(['peer identity in force', 'gateway identity revoked', 'gateway TLS in force']);
  });

  it('are shown with roots and listener, and below them how many want renewing', async () => {
    await hold('ca/identity/ca-cert.pem', 7_000, '0123456789abcdef');
    await hold('ca/tls-cert.pem', 3, 'c2');
    expect(certificateLines(certificateInventory(network, now))).toEqual([
      'organisation  what                for       serial        expires     days left  state',
      'clinic        root of identities  identity  123456789abc  2045-04-30  7000       in force',
      'clinic        ca                  TLS       c2            2026-03-04  3          expires soon',
      '',
      '1 of 2 certificates want renewing: npm run certificates -- renew',
    ]);
  });
});
