/** One view of Ana's record, on her terms: refused, permitted without the psychiatric class, checked, and refused again. */
import { aConsent, labels, organisation, purposes } from '../../domain/src/ehr/fixtures/consent.fixtures';
import { ANA, CareGateways, CLINIC_NURSE, NURSE, PHYSICIAN } from '../fixtures/care-gateways';
import { KeptRecords, OPEN_VAULTS } from '../fixtures/kept-records';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(90_000);

interface Session {
  readonly session: string;
  readonly isAllowed: boolean;
  readonly reason: string;
  readonly isLimited: boolean;
}

interface Resource extends Record<string, unknown> {
  readonly resourceType: string;
}

interface Bundle extends Resource {
  readonly total: number;
  readonly link: readonly { relation: string; url: string }[];
  readonly entry: readonly { fullUrl?: string; resource: Resource; search: { mode: string } }[];
}

let care: CareGateways;
let ana: string;
let atClinic: KeptRecords;
let atHospital: KeptRecords;
let records: Record<'glucose' | 'diabetes' | 'depression' | 'allergy', string>;
let session: string;

beforeAll(async () => {
  care = await CareGateways.start(['hospital', 'clinic'], OPEN_VAULTS);
  ana = (await care.ask<{ patient: string }>(ANA, '/v1/patients', {})).body.patient;
  const clinicCode = await care.ask<{ code: string }>(CLINIC_NURSE, '/v1/link-codes', { recordNumber: 'V-1' }, {});
  await care.ask(ANA, '/v1/links', { code: clinicCode.body.code });
  const hospitalCode = await care.ask<{ code: string }>(NURSE, '/v1/link-codes', { recordNumber: 'S-1' }, {});
  const program = await care.programOf(ANA);
  await program.request('hospital', 'POST', '/v1/links', { code: hospitalCode.body.code });
  atClinic = new KeptRecords(care, 'clinic', ana);
  atHospital = new KeptRecords(care, 'hospital', ana);
  const [glucose, diabetes, depression] = await atClinic.keep(
    told('lab', observation('g1', 7.8)),
    told('practice', condition('d1', 'diabetes')),
    { ...told('practice', condition('p1', 'depression')), sensitivities: ['PSY'] },
  );
  const [, allergy] = await atHospital.keep(
    told('ward', observation('h7', 8), '2026-02-01T00:00:00Z'),
    told('ward', { resourceType: 'AllergyIntolerance', id: 'a1' }),
  );
  records = { glucose: glucose!, diabetes: diabetes!, depression: depression!, allergy: allergy! };
}, 120_000);
afterAll(() => care.stop(), 30_000);

const observation = (id: string, value: number) => ({
  ...{ resourceType: 'Observation', id, status: 'final', valueQuantity: { value } },
  identifier: [{ system: 'urn:lab', value: 'sample-1' }],
});
const condition = (id: string, name: string) => ({ resourceType: 'Condition', id, code: { coding: [{ code: name }] } });
const told = (
  system: string,
  resource: { resourceType: string; id: string },
  lastUpdated = '2026-01-01T00:00:00Z',
) => ({ resource, system, lastUpdated });

const asks = async (): Promise<Session> => {
  const answer = await care.ask<Session>(PHYSICIAN, '/v1/access-sessions', { patient: ana, purpose: 'TREAT' });
  expect(answer.status).toBe(201);
  return answer.body;
};
const reads = (query = '') => care.ask<Bundle>(PHYSICIAN, `/v1/access-sessions/${session}/record${query}`);
const everything = (who = PHYSICIAN, query = '') =>
  care.ask<Bundle>(who, `/fhir/R4/Patient/${ana}/$everything${query}`);
const matches = ({ entry }: Bundle) =>
  entry
    .filter(({ search }) => search.mode === 'match')
    .map(({ resource }) => `${resource.resourceType}/${resource.id as string}`);
const outcomeOf = ({ entry }: Bundle) => {
  const found = entry.find(({ search }) => search.mode === 'outcome')?.resource.issue;
  const issues = (found ?? []) as { details: { coding: { code: string }[] }; diagnostics?: string }[];
  return issues.map(({ details, diagnostics }) => [details.coding[0]!.code, diagnostics]);
};
const ALL_BUT_PSYCHIATRIC = ['AllergyIntolerance/a1', 'Condition/d1', 'Observation/h7'];

it('is refused before a consent: an answer, with its reason, and no record', async () => {
  const denied = await asks();
  expect(denied).toMatchObject({ isAllowed: false, reason: 'no-permit', isLimited: true, until: null });
  session = denied.session;
  const answer = await reads();
  expect(answer.body).toMatchObject({ resourceType: 'OperationOutcome' });
  const refused = await everything();
  expect([refused.status, refused.body]).toEqual([
    403,
    expect.objectContaining({
      resourceType: 'OperationOutcome',
      issue: [expect.objectContaining({ code: 'forbidden' })],
    }),
  ]);
});

it('is permitted: both custodians’ records once, without the psychiatric ones, and it says so', async () => {
  const provision = { type: 'deny', securityLabel: labels('PSY') } as const;
  const consent = aConsent({
    actor: [organisation('hospital')],
    purpose: purposes('TREAT'),
    provision: [provision],
  });
  const given = await care.ask(ANA, '/fhir/R4/Consent', { ...consent, patient: { reference: `Patient/${ana}` } });
  expect(given.status).toBe(201);
  const allowed = await asks();
  expect(allowed).toMatchObject({ isAllowed: true, reason: 'permitted', isLimited: true });
  session = allowed.session;
  const { status, body } = await reads();
  expect([status, matches(body), body.total]).toEqual([200, ALL_BUT_PSYCHIATRIC, 3]);
  expect(outcomeOf(body)).toEqual([['LIMITED', undefined]]);
  expect(JSON.stringify(body)).not.toContain('depression');
  const glucose = body.entry.find(({ resource }) => resource.id === 'h7')!;
  const provenances = body.entry
    .map(({ resource }) => resource)
    .filter(({ resourceType, target }) => {
      return resourceType === 'Provenance' && (target as { reference: string }[])[0]!.reference === glucose.fullUrl;
    });
  expect(provenances).toMatchObject([
    { agent: [{ who: { identifier: { value: 'hospital' } } }], entity: [{ what: { display: 'ward' } }] },
    { agent: [{ who: { identifier: { value: 'clinic' } } }], entity: [{ what: { display: 'lab' } }] },
  ]);
});

it('is read by kind, by what came since, and in pages', async () => {
  expect(matches((await everything(PHYSICIAN, '?_type=Condition,Observation')).body)).toEqual([
    ...['Condition/d1', 'Observation/h7'],
  ]);
  expect(matches((await everything(PHYSICIAN, '?_since=2199-01-01T00:00:00Z')).body)).toEqual([]);
  const first = (await everything(PHYSICIAN, '?_count=2')).body;
  const { url } = first.link.find(({ relation }) => relation === 'next')!;
  const second = (await care.ask<Bundle>(PHYSICIAN, url)).body;
  expect([...matches(first), ...matches(second)]).toEqual(ALL_BUT_PSYCHIATRIC);
  expect(second.link.map(({ relation }) => relation)).toEqual(['self']);
  expect((await everything(PHYSICIAN, '?_type=Claim')).status).toBe(400);
});

it('is another’s session to nobody', async () => {
  const answer = await care.ask(NURSE, `/v1/access-sessions/${session}/record`);
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([403, expect.stringContaining('SESSION_NOT_YOURS')]);
  expect((await everything(NURSE)).status).toBe(403);
});

it('is the patient’s own, whole and without asking', async () => {
  const { status, body } = await everything(ANA);
  expect([status, matches(body).sort(), outcomeOf(body)]).toEqual([
    ...[200, [...ALL_BUT_PSYCHIATRIC, 'Condition/p1'].sort(), []],
  ]);
});

it('reports a row that a custodian’s administrator altered, and one taken out, and shows the rest', async () => {
  await atClinic.alter(records.diabetes, (body) => {
    body.code = { coding: [{ code: 'no diabetes' }] };
  });
  const altered = (await reads()).body;
  expect(matches(altered)).toEqual(['AllergyIntolerance/a1', 'Observation/h7']);
  expect(outcomeOf(altered)).toContainEqual(['record-altered', 'clinic: record-altered']);
  await atHospital.takeOut(records.allergy);
  const withheld = (await reads()).body;
  expect(matches(withheld)).toEqual(['Observation/h7']);
  expect(outcomeOf(withheld)).toEqual([
    ['LIMITED', undefined],
    ['record-withheld', 'hospital: record-withheld'],
    ['record-altered', 'clinic: record-altered'],
  ]);
});

it('names a custodian that is down', async () => {
  await care.whole.goAway('clinic');
  const { status, body } = await reads();
  expect([status, matches(body)]).toEqual([200, ['Observation/h7']]);
  expect(outcomeOf(body)).toContainEqual(['MEMBER_UNAVAILABLE', 'clinic']);
  await care.whole.comeBack('clinic');
});

it('names a custodian whose record is the patient’s no more', async () => {
  expect((await care.ask(ANA, '/v1/links/unlink', {})).status).toBe(200);
  const { body } = await reads();
  expect(matches(body)).toEqual(['Observation/h7']);
  expect(outcomeOf(body)).toContainEqual(['RECORD_NOT_LINKED', 'clinic']);
});

it('ends when its reader says so, and nobody else of the staff', async () => {
  const path = (of: string) => `/v1/access-sessions/${of}`;
  const { session: other } = await asks();
  expect((await care.ask(NURSE, `${path(other)}/end`, {})).status).toBe(403);
  expect((await care.ask(PHYSICIAN, `${path(other)}/end`, {})).status).toBe(200);
  expect((await care.ask(PHYSICIAN, path(other))).body).toMatchObject({
    ...{ isAllowed: true, isOpen: false, endedAt: expect.any(String) },
  });
  expect(JSON.stringify((await care.ask(PHYSICIAN, `${path(other)}/record`)).body)).toContain('SESSION_NOT_OPEN');
  expect((await everything()).status).toBe(200);
});

it('is refused again from the commit of the withdrawal on', async () => {
  const { body: consents } = await care.ask<Bundle>(ANA, '/fhir/R4/Consent');
  const id = consents.entry[0]!.resource.id as string;
  expect((await care.ask(ANA, `/v1/consents/${id}/withdraw`, {})).status).toBe(200);
  expect(JSON.stringify((await reads()).body)).toContain('SESSION_NOT_OPEN');
  expect((await everything()).status).toBe(403);
  expect(await asks()).toMatchObject({ isAllowed: false, reason: 'no-permit' });
});

it('shows the patient who saw what, the refused too', async () => {
  interface Accesses {
    readonly items: readonly { by: unknown; isAllowed: boolean; purpose: string; reads: { custodian: string }[] }[];
  }
  const list = async () => (await care.ask<Accesses>(ANA, `/v1/patients/${ana}/accesses`)).body.items;
  const items = await eventually(list, (all) => all.filter(({ reads: done }) => done.length > 1).length === 2);
  expect(items.map(({ purpose, isAllowed }) => [purpose, isAllowed])).toEqual([
    ['TREAT', false],
    ['TREAT', true],
    ['PATRQT', true],
    ['TREAT', true],
    ['TREAT', false],
  ]);
  const physician = await care.nameOf(PHYSICIAN);
  expect(items[1]).toMatchObject({ ended: { by: 'reader' }, reads: [] });
  expect(items[3]).toMatchObject({ by: { ...physician, role: 'physician' }, reason: 'permitted', types: null });
  expect(items[3]!.reads).toContainEqual(
    expect.objectContaining({ custodian: 'hospital', kinds: ['AllergyIntolerance', 'Observation'], count: 2 }),
  );
  expect((await care.ask(NURSE, `/v1/patients/${ana}/accesses`)).status).toBe(403);
});
