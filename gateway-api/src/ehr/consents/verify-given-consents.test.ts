import { createHash, createPublicKey, sign } from 'node:crypto';
import { type GivenConsents, type Patient, signedText } from '@theriac/domain/ehr';
import { instantOf, LedgerError } from '@theriac/domain/ledger';
import { CertificateAuthority } from '@theriac/test-ledger';
import { type Rooted, verifyGivenConsents } from './verify-given-consents';

type KeyedCertificate = Awaited<ReturnType<CertificateAuthority['issue']>>;

const HOUR = 3_600_000;
const now = Date.now();
const anaId = 'a'.repeat(32);
const [anasName, darasName] = ['a1'.repeat(16), 'd1'.repeat(16)];

let clinic: CertificateAuthority;
let hospital: CertificateAuthority;
let stranger: CertificateAuthority;
let roots: readonly Rooted[];
beforeAll(async () => {
  [clinic, hospital, stranger] = (await Promise.all(
    ['clinic', 'hospital', 'clinic'].map((name) => CertificateAuthority.create(name)),
  )) as [CertificateAuthority, CertificateAuthority, CertificateAuthority];
  roots = [
    { name: 'clinic', kind: 'clinic', mspId: 'ClinicMSP', roots: [clinic.certificate] },
    { name: 'hospital', kind: 'hospital', mspId: 'HospitalMSP', roots: [hospital.certificate] },
  ];
});

const personOf = (authority: CertificateAuthority, commonName: string, role: string, validity: object = {}) =>
  authority.issue({ commonName, unit: 'client', attributes: { role }, ...validity });

const ana = (more: Partial<Patient> = {}): Patient => ({
  ...{ patient: anaId, home: 'clinic', person: anasName, guardians: [], changedAt: instantOf(now - HOUR) },
  ...more,
});

const dara = (scope: 'read' | 'decide', until: number): Partial<Patient> => ({
  guardians: [{ person: { organisation: 'clinic', name: darasName }, scope, until: instantOf(until) }],
});

function given({ certificate, key }: KeyedCertificate, more: Partial<GivenConsents> = {}): GivenConsents {
  const consent = { form: 1, consent: 'c'.repeat(32), version: 1, rule: { type: 'deny' } } as const;
  const signed = { patient: anaId, sequence: 1, consents: [consent], ...more };
  const signature = sign('sha256', Buffer.from(signedText(signed)), key).toString('base64');
  return { ...signed, signature, certificate, changedAt: instantOf(now), ...more };
}

function verdict(patient: Patient, consents: GivenConsents): string {
  try {
    return verifyGivenConsents(patient, consents, roots);
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return `${error.code}: ${error.detail}`;
  }
}

const digestOf = (certificate: string): string =>
  createHash('sha256')
    .update(createPublicKey(certificate).export({ type: 'spki', format: 'der' }))
    .digest('hex');

const refused = expect.stringMatching(/^CONSENTS_NOT_GENUINE: /) as string;

describe('consents are genuine', () => {
  it('that the patient signed, by a certificate of the home organisation', async () => {
    expect(verdict(ana(), given(await personOf(clinic, anasName, 'patient')))).toBe('patient');
  });

  it('that the patient signed with the key that they bound', async () => {
    const own = await personOf(clinic, anasName, 'patient');
    expect(verdict(ana({ ownKey: digestOf(own.certificate) }), given(own))).toBe('patient');
  });

  it('that a guardian signed who decided then, though they do not any more', async () => {
    const guardian = given(await personOf(clinic, darasName, 'guardian'), { changedAt: instantOf(now - 2 * HOUR) });
    expect(verdict(ana(dara('decide', now - HOUR)), guardian)).toBe('guardian');
  });
});

describe('consents are refused', () => {
  it('whose list, sequence or patient was changed after they were signed', async () => {
    const whole = given(await personOf(clinic, anasName, 'patient'));
    const permit = { ...whole.consents[0]!, rule: { type: 'permit' } } as const;
    for (const forged of [
      { ...whole, consents: [] },
      { ...whole, consents: [permit] },
      { ...whole, sequence: 2 },
      { ...whole, patient: 'b'.repeat(32) },
      { ...whole, signature: Buffer.from('none').toString('base64') },
      { ...whole, certificate: 'none' },
    ])
      expect(verdict(ana(), forged)).toEqual(refused);
  });

  it('that another patient’s whole is put in the place of', async () => {
    const other = given(await personOf(clinic, anasName, 'patient'), { patient: 'b'.repeat(32) });
    expect(verdict(ana(), other)).toEqual(refused);
  });

  it('whose certificate another member issued under her name, or nobody', async () => {
    for (const authority of [hospital, stranger])
      expect(verdict(ana(), given(await personOf(authority, anasName, 'patient')))).toEqual(refused);
  });

  it('that somebody else of the home organisation signed, or she in another role', async () => {
    for (const [name, role] of [
      ['b1'.repeat(16), 'patient'],
      [anasName, 'physician'],
      [darasName, 'guardian'],
    ] as const)
      expect(verdict(ana(), given(await personOf(clinic, name, role)))).toEqual(refused);
  });

  it('that the home organisation signed with a key of its own for who keeps theirs', async () => {
    const own = await personOf(clinic, anasName, 'patient');
    const forged = given(await personOf(clinic, anasName, 'patient'));
    expect(verdict(ana({ ownKey: digestOf(own.certificate) }), forged)).toEqual(refused);
  });

  it('whose certificate was not in force when they were given', async () => {
    const ended = { notBefore: new Date(now - 3 * HOUR), notAfter: new Date(now - HOUR) };
    const late = given(await personOf(clinic, anasName, 'patient', ended));
    expect(verdict(ana(), late)).toEqual(refused);
    expect(verdict(ana(), { ...late, changedAt: instantOf(now - 2 * HOUR) })).toBe('patient');
    expect(verdict(ana(), { ...late, changedAt: instantOf(now - 4 * HOUR) })).toEqual(refused);
  });

  it('that a guardian signed who only reads, after their end, or of another organisation', async () => {
    const guardian = await personOf(clinic, darasName, 'guardian');
    expect(verdict(ana(dara('read', now + HOUR)), given(guardian))).toEqual(refused);
    expect(verdict(ana(dara('decide', now - HOUR)), given(guardian))).toEqual(refused);
    const hospitals = given(await personOf(hospital, darasName, 'guardian'));
    expect(verdict(ana(dara('decide', now + HOUR)), hospitals)).toEqual(refused);
  });

  it('whose certificate is an authority’s own', async () => {
    const root = given({ ...(await personOf(clinic, anasName, 'patient')), certificate: clinic.certificate });
    expect(verdict(ana(), root)).toEqual(refused);
  });
});
