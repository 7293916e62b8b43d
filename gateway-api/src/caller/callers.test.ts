/** Who calls: people with their own certificates, known by a header in development only. */
import 'reflect-metadata';
import { KeyObject, verify, webcrypto } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { DevelopmentCallers } from './development-callers';
import { HeldIdentities, machineCaller } from './held-identities';
import { readMspFolder } from './msp-folder';
import { readPeople } from './people';

const PERSON = '0123456789abcdef0123456789abcdef';
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-people-'));
  await writePerson('pharmacist', PERSON, { site: '9501101530003' });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function writePerson(name: string, commonName: string, more: object = {}): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const options = {
    name: `CN=${commonName}`,
    keys,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(0),
    notAfter: new Date(Date.UTC(2099, 0)),
  };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(options, webcrypto);
  const own = join(folder, name);
  for (const part of ['signcerts', 'keystore']) mkdirSync(join(own, 'msp', part), { recursive: true });
  writeFileSync(join(own, 'msp', 'signcerts', 'cert.pem'), certificate.toString('pem'));
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(join(own, 'msp', 'keystore', 'key.pem'), key);
  const person = { name, person: PERSON, role: 'pharmacist', organisation: 'pharmacy', ...more };
  writeFileSync(join(own, 'person.json'), JSON.stringify(person));
}

const callers = () => new DevelopmentCallers(readPeople(folder, 'pharmacy'));

describe('a development caller', () => {
  it('is the person that the header names', async () => {
    expect(await callers().callerOf({ 'x-development-caller': 'pharmacist' })).toEqual({
      ...{ person: PERSON, role: 'pharmacist', site: '9501101530003', organisation: 'pharmacy' },
    });
  });

  it.each([
    [{}, 'NOT_AUTHENTICATED'],
    [{ 'x-development-caller': '' }, 'NOT_AUTHENTICATED'],
    [{ 'x-development-caller': 'inspector' }, 'UNKNOWN_CALLER'],
    [{ 'x-development-caller': '__proto__' }, 'UNKNOWN_CALLER'],
  ])('is nobody by %j', async (headers, code) => {
    await expect(callers().callerOf(headers)).rejects.toMatchObject({ code });
  });
});

describe('the people of a gateway', () => {
  it.each([
    ['another organisation’s', { organisation: 'hospital' }, 'belongs to hospital'],
    ['one with an unknown role', { role: 'king' }, 'role'],
    ['one with a site that is no GLN', { site: '123' }, 'site'],
    ['one whose certificate is another’s', { person: 'f'.repeat(32) }, 'another person’s'],
  ])('refuse %s', async (_, more, message) => {
    await writePerson('other', PERSON, more);
    expect(() => readPeople(folder, 'pharmacy')).toThrow(message);
  });

  it('refuse a key that does not belong to its certificate', async () => {
    await writePerson('other', PERSON);
    const [mine, other] = ['pharmacist', 'other'].map((name) => join(folder, name, 'msp', 'keystore'));
    rmSync(other!, { recursive: true });
    mkdirSync(other!);
    writeFileSync(join(other!, 'key.pem'), readFileSync(join(mine!, 'key.pem')));
    expect(() => readMspFolder(join(folder, 'other', 'msp'))).toThrow('does not belong');
  });
});

describe('an identity', () => {
  it('signs with low S, as Fabric wants it, and its certificate tells whose it is', async () => {
    const [person] = readPeople(folder, 'pharmacy');
    const identities = new HeldIdentities('PharmacyMSP', [person!.msp]);
    const identity = await identities.identityOf(person!.caller);
    expect(identity.mspId).toBe('PharmacyMSP');
    const message = Buffer.from('a proposal');
    const half = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;
    for (let index = 0; index < 16; index += 1) {
      const signature = await identity.sign(message);
      expect(verify('sha256', message, identity.certificate, signature)).toBe(true);
      expect(sOf(signature) <= half).toBe(true);
    }
  });

  it('is not to be had for somebody whose key lies elsewhere', async () => {
    const identities = new HeldIdentities('PharmacyMSP', []);
    const caller = machineCaller('pharmacy', readMspFolder(join(folder, 'pharmacist', 'msp')));
    expect(caller).toEqual({ person: PERSON, role: 'gateway', site: undefined, organisation: 'pharmacy' });
    await expect(identities.identityOf(caller)).rejects.toMatchObject({ code: 'UNKNOWN_CALLER' });
  });
});

/** The second integer of a DER signature. */
function sOf(signature: Uint8Array): bigint {
  const bytes = Buffer.from(signature);
  const lengthOfR = bytes[3]!;
  return BigInt(`0x${bytes.subarray(6 + lengthOfR).toString('hex')}`);
}
