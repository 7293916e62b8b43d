/** What the enrolment service's registrar may do at a real Fabric CA, and what it may not, whoever got hold of it. */
import { randomBytes, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CaClient,
  CaError,
  certificateAttributes,
  type Credential,
  isMarkedRevoked,
  markRevoked,
  type Registration,
} from '@theriac/fabric-ca';
import { callerCredential, ensureCallers } from '../../network/src/certificates/ca-callers';
import { StateLayout } from '../../network/src/native/state-layout';
import { IssuedOrganisation } from './certificates/issued-organisation';

// The first run builds Fabric's binaries.
const BUILD_TIMEOUT_MS = 15 * 60_000;
jest.setTimeout(60_000);

let pharmacy: IssuedOrganisation;
let ca: CaClient;
let enrolment: Credential;
let registrar: Credential;

beforeAll(async () => {
  pharmacy = await IssuedOrganisation.start('pharmacy');
  ca = pharmacy.identityCa();
  enrolment = pharmacy.credential('enrolment/msp');
  registrar = pharmacy.credential('ca/registrar/identity');
}, BUILD_TIMEOUT_MS);
afterAll(async () => {
  ca.close();
  await pharmacy.stop();
});

const aPerson = (): string => randomBytes(16).toString('hex');
const aSecret = (): string => randomBytes(24).toString('base64url');
const registration = (changed: Partial<Registration> = {}): Registration => ({
  ...{ id: aPerson(), type: 'client', attributes: { role: 'pharmacist', site: '9521103000014' }, secret: aSecret() },
  ...changed,
});
const registered = async (): Promise<string> => {
  const person = registration();
  await ca.register(enrolment, person);
  return person.id;
};
const refused = async (work: Promise<unknown>): Promise<void> => {
  const error = await work.then(
    () => 'it was done',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CaError);
  expect((error as CaError).status).toBe(403);
};

describe('the registrar of the enrolment service', () => {
  it('registers a person with role and site, and changes both', async () => {
    const person = registration();
    await ca.register(enrolment, person);
    const first = await ca.enrol({ id: person.id, secret: person.secret, attributes: ['role', 'site'] });
    expect(certificateAttributes(first.certificate)).toEqual(person.attributes);

    const patient = { ...person, attributes: { role: 'patient', site: '' }, secret: aSecret() };
    await ca.register(enrolment, patient);
    const second = await ca.enrol({ id: person.id, secret: patient.secret });
    expect(certificateAttributes(second.certificate)).toMatchObject({ role: 'patient' });
    expect(certificateAttributes(second.certificate)).not.toHaveProperty('site');
    // A secret serves until the next one, which every issuance sets.
    await expect(ca.enrol({ id: person.id, secret: person.secret })).rejects.toMatchObject({ status: 401 });
  });

  it('gets people certificates of an hour', async () => {
    const person = registration();
    await ca.register(enrolment, person);
    const { certificate } = await ca.enrol({ id: person.id, secret: person.secret, attributes: ['role'] });
    const { validTo, subject } = new X509Certificate(certificate);
    expect(Math.round((Date.parse(validTo) - Date.now()) / 60_000)).toBeLessThanOrEqual(61);
    expect(Math.round((Date.parse(validTo) - Date.now()) / 60_000)).toBeGreaterThanOrEqual(59);
    expect(subject).toBe(`OU=client + OU=people\nCN=${person.id}`);
  });

  it.each(['peer', 'orderer', 'admin'] as const)('registers no %s, and makes none of a person', async (type) => {
    await refused(ca.register(enrolment, registration({ type })));
    const person = await registered();
    expect(await pharmacy.askCa(enrolment, 'PUT', `identities/${person}`, { type })).toBe(403);
  });

  it.each([
    ...['hf.Registrar.Roles', 'hf.Registrar.Attributes', 'hf.Registrar.DelegateRoles', 'hf.Revoker', 'hf.GenCRL'],
    ...['hf.IntermediateCA', 'hf.AffiliationMgr', 'abac.init', 'Role'],
  ])('gives nobody the attribute %s, itself neither', async (name) => {
    const value = name.startsWith('hf.Registrar') ? 'client' : 'true';
    await refused(ca.register(enrolment, registration({ rights: { [name]: value } })));
    const attrs = [{ name, value }];
    for (const id of [await registered(), 'enrolment-pharmacy']) {
      expect(await pharmacy.askCa(enrolment, 'PUT', `identities/${id}`, { attrs })).toBe(403);
    }
  });

  it.each(['registrar', 'gateway-pharmacy', 'admin-pharmacy', 'peer-pharmacy'])(
    'gives no new secret to %s, to enrol in its name',
    async (id) => {
      expect(await pharmacy.askCa(enrolment, 'PUT', `identities/${id}`, { secret: aSecret() })).toBe(403);
      await refused(ca.isRegistered(enrolment, id));
    },
  );

  it('registers nobody outside the affiliation of people, and moves nobody there', async () => {
    await refused(ca.register(enrolment, registration({ affiliation: '.' })));
    const person = await registered();
    expect(await pharmacy.askCa(enrolment, 'PUT', `identities/${person}`, { affiliation: '.' })).toBe(403);
    expect(await pharmacy.askCa(enrolment, 'POST', 'affiliations', { name: 'people.more' })).toBe(403);
  });

  it('revokes nobody, and makes no revocation list', async () => {
    expect(await pharmacy.askCa(enrolment, 'POST', 'revoke', { id: await registered() })).toBe(403);
    expect(await pharmacy.askCa(enrolment, 'POST', 'revoke', { id: 'gateway-pharmacy' })).toBe(403);
    expect(await pharmacy.askCa(enrolment, 'POST', 'gencrl', {})).toBe(403);
  });
});

describe('the authority', () => {
  const asks = (caller: Credential): Promise<void> => {
    const client = pharmacy.identityCa(caller);
    return client.ping().finally(() => {
      client.close();
    });
  };

  it('is reached by the registrar and the enrolment service', async () => {
    await asks(callerCredential(pharmacy.network.layout, 'pharmacy', 'registrar'));
    await asks(callerCredential(pharmacy.network.layout, 'pharmacy', 'enrolment'));
  });

  // It would make a person's certificate anew, for ten years, for who holds the key of the one that lasts an hour.
  it.each(['gateway/tls', 'peer/tls', 'admin/tls', 'enrolment/tls'])(
    'is not reached with the TLS certificate of %s, which it issued itself',
    async (folder) => {
      await expect(asks(pharmacy.credential(folder))).rejects.toThrow();
    },
  );

  it('is not reached with a certificate of one’s own making', async () => {
    const layout = new StateLayout(mkdtempSync(join(tmpdir(), 'theriac-stranger-')));
    await ensureCallers(layout, 'pharmacy');
    await expect(asks(callerCredential(layout, 'pharmacy', 'enrolment'))).rejects.toThrow();
    rmSync(layout.state, { recursive: true });
  });
});

describe('the mark of a revoked person', () => {
  it('is set by the registrar, seen by the enrolment service, and stays', async () => {
    const [revoked, other] = [aPerson(), aPerson()];
    await markRevoked(ca, registrar, revoked);
    await markRevoked(ca, registrar, revoked);
    expect(await isMarkedRevoked(ca, enrolment, revoked)).toBe(true);
    expect(await isMarkedRevoked(ca, enrolment, other)).toBe(false);
  });
});
