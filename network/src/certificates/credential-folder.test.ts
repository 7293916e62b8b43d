import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readCredential, writeCredential } from './credential-folder';

const roots = { identity: 'identity root', tls: 'TLS root' };
const credential = { certificate: 'a certificate', key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey };
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'theriac-credential-')), 'peer');
});

afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true });
});

describe.each(['msp', 'tls'] as const)('a folder of kind %s', (kind) => {
  it('gives back what was written', () => {
    expect(readCredential(folder, kind)).toBeUndefined();
    writeCredential(folder, kind, credential, roots);
    const held = readCredential(folder, kind);
    expect(held?.certificate).toBe('a certificate');
    expect(held?.key.equals(credential.key)).toBe(true);
  });

  it('is for the owner alone', () => {
    writeCredential(folder, kind, credential, roots);
    for (const entry of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
      expect(statSync(join(folder, entry)).mode & 0o077).toBe(0);
    }
  });

  it('holds nothing when its key was cut short', () => {
    writeCredential(folder, kind, credential, roots);
    truncateSync(join(folder, kind === 'msp' ? 'keystore/key.pem' : 'server.key'), 100);
    expect(readCredential(folder, kind)).toBeUndefined();
  });
});

describe('an MSP folder', () => {
  it('tells kinds by OU, each by a certificate that is there', () => {
    writeCredential(folder, 'msp', credential, roots);
    const { NodeOUs } = parse(readFileSync(join(folder, 'config.yaml'), 'utf8'));
    expect(NodeOUs.Enable).toBe(true);
    for (const [kind, ou] of [
      ['Client', 'client'],
      ['Peer', 'peer'],
      ['Admin', 'admin'],
      ['Orderer', 'orderer'],
    ] as const) {
      const identifier = NodeOUs[`${kind}OUIdentifier`];
      expect(identifier.OrganizationalUnitIdentifier).toBe(ou);
      expect(existsSync(join(folder, identifier.Certificate))).toBe(true);
    }
  });
});
