/** Ana permits and denies: with the gateway's key and with her own, and nobody else does it for her. */
import { ProblemError } from '@theriac/client';
import { sql } from 'drizzle-orm';
import { labels, organisation, role } from '../../domain/src/ehr/fixtures/consent.fixtures';
import { consentOfAna } from '../fixtures/care-consents';
import { ANA, BEN, CareGateways, type CarePerson, type CareProgram, DARA, PHYSICIAN } from '../fixtures/care-gateways';

jest.setTimeout(90_000);

interface Resource {
  readonly id: string;
  readonly meta: { readonly versionId: string };
}
interface Bundle {
  readonly total: number;
  readonly entry?: readonly { readonly resource: Resource & Record<string, unknown> }[];
}
interface Outcome {
  readonly issue: readonly { readonly details: { readonly coding: readonly { readonly code: string }[] } }[];
}

const FHIR = { 'Content-Type': 'application/fhir+json' };
const PATH = '/fhir/R4/Consent';

let care: CareGateways;
let ana: string;
let bens: CareProgram;
let ben: string;
beforeAll(async () => {
  care = await CareGateways.start();
  ana = (await care.ask<{ patient: string }>(ANA, '/v1/patients', {})).body.patient;
  bens = await care.programOf(BEN);
  const registered = await bens.request('hospital', 'POST', '/v1/patients', { ownKey: true });
  ben = (registered.body as { patient: string }).patient;
}, 120_000);
afterAll(() => care.stop(), 30_000);

const consentOf = consentOfAna;
const codeOf = (body: unknown): string | undefined => (body as Outcome).issue[0]?.details.coding[0]?.code;

async function send(by: CarePerson, method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const authorization = await care.whole.signIn.authorization(by.home, by.name);
  const answer = await fetch(care.whole.addressOf(by.home, path), {
    method,
    headers: { ...FHIR, Authorization: authorization, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

const standing = async (): Promise<readonly Resource[]> =>
  (await care.ask<Bundle>(ANA, PATH)).body.entry?.map(({ resource }) => resource) ?? [];

describe('a consent', () => {
  it('is given in FHIR, once, and comes back as it was written', async () => {
    const resource = consentOf(ana, { actor: [organisation('hospital'), role('hospital/physician')] });
    const key = care.freshKey();
    const given = await send(ANA, 'POST', PATH, resource, key);
    expect([given.status, given.headers.get('content-type'), given.headers.get('etag')]).toEqual([
      ...[201, expect.stringContaining('application/fhir+json'), 'W/"1"'],
    ]);
    const { id } = given.body as Resource;
    expect(given.headers.get('location')).toBe(`${PATH}/${id}/_history/1`);
    expect(given.body).toEqual({ ...resource, id, meta: { versionId: '1' } });
    expect((await send(ANA, 'POST', PATH, resource, key)).body).toEqual(given.body);
    expect(await standing()).toEqual([given.body]);
    const read = await care.ask(ANA, `${PATH}/${id}`);
    expect([read.body, read.headers.get('etag')]).toEqual([given.body, 'W/"1"']);
  });

  it('is changed as the version that was seen, and no other', async () => {
    const [first] = await standing();
    const { id } = first!;
    const denying = { ...consentOf(ana, { type: 'deny' }), id };
    const change = (ifMatch?: string) =>
      send(ANA, 'PUT', `${PATH}/${id}`, denying, ifMatch === undefined ? {} : { 'If-Match': ifMatch });
    expect(codeOf((await change()).body)).toBe('INVALID_INPUT');
    const changed = await change('W/"1"');
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect((await change('W/"1"')).body).toEqual(changed.body);
    const other = { ...denying, provision: { type: 'permit' } };
    const late = await send(ANA, 'PUT', `${PATH}/${id}`, other, { 'If-Match': 'W/"1"' });
    expect([late.status, codeOf(late.body)]).toEqual([412, 'PRECONDITION_FAILED']);
    expect(await standing()).toMatchObject([{ id, meta: { versionId: '2' }, provision: { type: 'deny' } }]);
  });

  it('that nobody could enforce, or of somebody else, is refused with the element', async () => {
    const unknown = await send(ANA, 'POST', PATH, consentOf(ana, { actor: [organisation('hospitol')] }));
    expect(unknown.body).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ expression: ['Consent.provision.actor[0].reference.identifier.value'] }],
    });
    expect(codeOf(unknown.body)).toBe('CONSENT_NOT_ENFORCEABLE');
    expect(codeOf((await send(ANA, 'POST', PATH, { resourceType: 'Consent' })).body)).toBe('INVALID_INPUT');
    expect(codeOf((await send(ANA, 'POST', PATH, consentOf(ben))).body)).toBe('NOT_THE_PATIENT');
    expect((await send(PHYSICIAN, 'POST', PATH, consentOf(ana))).status).toBe(403);
    expect((await send(PHYSICIAN, 'GET', PATH, undefined)).status).toBe(403);
    expect((await send(ANA, 'POST', PATH, consentOf(ana), { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  it('is given while others are given at the same time', async () => {
    const gave = await Promise.all([1, 2, 3].map(() => send(ANA, 'POST', PATH, consentOf(ana), care.freshKey())));
    expect(gave.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await standing()).toHaveLength(4);
  });

  it('is made of what decides where its original is not', async () => {
    await care.whole.databaseOf('clinic').db.execute(sql`delete from consent_originals`);
    const [one] = await standing();
    expect(one).toMatchObject({ resourceType: 'Consent', status: 'active', patient: { reference: `Patient/${ana}` } });
    expect(one).not.toHaveProperty('language');
  });

  it('is withdrawn, and is gone', async () => {
    const [one] = await standing();
    const path = `/v1/consents/${one!.id}/withdraw`;
    const key = care.freshKey();
    const withdrawn = await care.ask(ANA, path, {}, key);
    expect([withdrawn.status, withdrawn.body]).toEqual([
      200,
      expect.objectContaining({ patient: ana, consent: one!.id }),
    ]);
    expect((await care.ask(ANA, path, {}, key)).body).toEqual(withdrawn.body);
    expect((await care.ask(ANA, path, {})).body).toMatchObject({ code: 'CONSENT_NOT_FOUND' });
    expect((await care.ask(ANA, `${PATH}/${one!.id}`)).status).toBe(404);
  });

  it('is given by a guardian who decides, and by no other', async () => {
    const person = await care.nameOf(DARA);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const name = (scope: string) => care.ask(ANA, `/v1/patients/${ana}/guardians`, { person, scope, until });
    await name('read');
    expect(codeOf((await send(DARA, 'POST', PATH, consentOf(ana))).body)).toBe('NOT_THE_PATIENT');
    expect((await send(DARA, 'GET', `${PATH}?patient=Patient/${ana}`, undefined)).status).toBe(200);
    await name('decide');
    expect((await send(DARA, 'POST', PATH, consentOf(ana))).status).toBe(201);
  });
});

describe('with a key of one’s own', () => {
  it('the consents that would stand are signed, and then the transaction that carries the signature', async () => {
    const exception = { type: 'deny', securityLabel: labels('PSY') } as const;
    const resource = consentOf(ben, { provision: [exception] });
    const given = await bens.request('hospital', 'POST', PATH, resource, { expect: 'EhrAccess:GiveConsent' });
    expect(given.status).toBe(201);
    expect(bens.shown.slice(-3)).toMatchObject([
      {
        ...{ step: 'consents', transaction: 'EhrAccess:GiveConsent', patient: ben, sequence: 1 },
        consents: [{ version: 1, rule: { type: 'permit' }, exception: { type: 'deny', labels: ['PSY'] } }],
      },
      { step: 'proposal', transaction: 'EhrAccess:GiveConsent' },
      { step: 'transaction' },
    ]);
  });

  it('a gateway’s key, or another of the person’s, gives nothing', async () => {
    expect(codeOf((await send(BEN, 'POST', PATH, consentOf(ben))).body)).toBe('NOT_THE_PATIENT');
    const other = await care.programOf(BEN);
    const refused = other.request('hospital', 'POST', PATH, consentOf(ben));
    await expect(refused).rejects.toThrow(ProblemError);
    await expect(refused).rejects.toMatchObject({ code: 'NOT_THE_PATIENT' });
  });

  it('they are withdrawn and read, also at another provider', async () => {
    const { body } = await bens.request('clinic', 'GET', PATH);
    const [entry] = (body as Bundle).entry ?? [];
    expect(entry?.resource).toMatchObject({ patient: { reference: `Patient/${ben}` }, meta: { versionId: '1' } });
    const path = `/v1/consents/${entry!.resource.id}/withdraw`;
    await expect(bens.request('clinic', 'POST', path, {})).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    const withdrawn = await bens.request('hospital', 'POST', path, {}, { expect: 'EhrAccess:WithdrawConsent' });
    expect(withdrawn.status).toBe(200);
    expect(bens.shown.slice(-3)[0]).toMatchObject({ step: 'consents', sequence: 2, consents: [] });
    expect((await bens.request('hospital', 'GET', PATH)).body).toMatchObject({ resourceType: 'Bundle', total: 0 });
  });
});
