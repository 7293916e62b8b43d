/** A nurse breaks the glass while nobody answers, reads what an emergency needs, and everybody hears of it afterwards. */
import { JournalStore } from '../../gateway-api/src/journal';
import { EMERGENCY_RECORDS, keepEmergencyRecords, SEALED_WORDS, wordsIn } from '../fixtures/emergency-records';
import { eventually, WholeGateways } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const why = { reason: 'ETREAT', text: 'found on the stairs' };
const atOnce = Object.keys(EMERGENCY_RECORDS).filter((words) => !SEALED_WORDS.includes(words));

interface Shown {
  readonly session: string;
  readonly state: string;
  readonly isAllowed: boolean;
  readonly isLate: boolean | null;
  readonly code?: string;
}

let gateways: WholeGateways;
let ana: string;
/** How far the gateways' clock is ahead. */
let ahead = 0;
beforeAll(async () => {
  gateways = await WholeGateways.start({
    organisations: ['hospital', 'clinic'],
    people: {
      ana: 'patient',
      ben: 'patient',
      nurse: 'nurse',
      physician: 'physician',
      pharmacist: 'pharmacist',
      officer: 'privacy-officer',
    },
    now: () => Date.now() + ahead,
  });
  ana = (await gateways.ask<{ patient: string }>('clinic', '/v1/patients', { by: 'ana', json: {} })).body.patient;
  await keepEmergencyRecords(gateways, 'hospital', ana);
}, 240_000);
afterAll(() => gateways.stop(), 30_000);
afterEach(() => {
  ahead = 0;
  gateways.answersNothing = false;
});

const ask = (by: string, path: string, json?: unknown, at = 'hospital') =>
  gateways.ask<Shown>(at, path, { by, ...(json !== undefined && { json }) });
const breakGlass = async (by = 'nurse') => (await ask(by, '/v1/emergencies', { patient: ana, ...why })).body;
const record = async (session: string, by = 'nurse') => ask(by, `/v1/emergencies/${session}/record`);
const listed = async (session: string, state: string) => {
  const { body } = await gateways.ask<{ items: Shown[] }>('hospital', `/v1/emergencies?state=${state}`, {
    by: 'officer',
  });
  return body.items.find((one) => one.session === session);
};
const all = { kind: 'emergency', patient: undefined, from: undefined, to: undefined, after: undefined } as const;
const journaled = async () => new JournalStore(gateways.databaseOf('hospital').db).list(all, 200);

describe('an emergency while the ledger is away', () => {
  let session: string;

  it('opens at once what it needs, and nothing else, each read journaled', async () => {
    await ask('nurse', '/v1/break-glass-roles');
    gateways.answersNothing = true;
    ahead = -10 * MINUTE;
    const broken = await ask('nurse', '/v1/emergencies', { patient: ana, ...why });
    expect([broken.status, broken.body]).toMatchObject([201, { isAllowed: true, state: 'pending' }]);
    ({ session } = broken.body);
    const before = (await journaled()).length;
    const read = await record(session);
    expect(read.status).toBe(200);
    expect(wordsIn(read.body)).toEqual(atOnce);
    expect((await journaled()).length).toBe(before + 1);
    expect(await listed(session, 'untold')).toMatchObject({ session, state: 'untold', isAllowed: true });
  });

  it('survives the gateway, and stands on the ledger as late once both are back', async () => {
    gateways.answersNothing = true;
    await gateways.goAway('hospital');
    gateways.answersNothing = false;
    await gateways.comeBack('hospital');
    // The certificate of the nurse went with the process; the next call brings another.
    await ask('nurse', '/v1/break-glass-roles');
    const told = await eventually(() => listed(session, 'open'), Boolean);
    expect(told).toMatchObject({ session, state: 'open', isAllowed: true, isLate: true });
    await eventually(
      () => ask('nurse', `/v1/emergencies/${session}`),
      ({ body }) => body.state === 'committed',
    );
  });
});

describe('what is sealed', () => {
  it('opens when a second clinician agreed, and who broke the glass is not the second', async () => {
    const { session, state } = await breakGlass();
    expect(state).toBe('committed');
    expect(wordsIn((await record(session)).body)).toEqual(atOnce);
    const alone = await ask('nurse', `/v1/emergencies/${session}/approve`, {});
    expect(alone.body).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    const agreed = await ask('physician', `/v1/emergencies/${session}/approve`, {});
    expect([agreed.status, agreed.body]).toMatchObject([200, { session }]);
    expect(wordsIn((await record(session)).body)).toEqual(Object.keys(EMERGENCY_RECORDS));
    expect((await record(session, 'physician')).body).toMatchObject({ code: 'SESSION_NOT_YOURS' });
  });

  it('opens when a clinician of another provider agreed', async () => {
    const { session } = await breakGlass();
    expect((await ask('physician', `/v1/emergencies/${session}/approve`, {}, 'clinic')).status).toBe(200);
    const open = () => ask('nurse', `/v1/emergencies/${session}/open-sealed`, { kind: 'approval' });
    await eventually(open, ({ status }) => status === 200);
    expect(wordsIn((await record(session)).body)).toEqual(Object.keys(EMERGENCY_RECORDS));
  });

  it('opens alone after two minutes by the gateway’s clock, for a further reason, with both times journaled', async () => {
    const { session } = await breakGlass();
    const open = () => ask('nurse', `/v1/emergencies/${session}/open-sealed`, { kind: 'none', text: 'alone at night' });
    ahead = MINUTE;
    expect((await open()).body).toMatchObject({ code: 'SECOND_CLINICIAN_AWAITED' });
    ahead = 2 * MINUTE;
    expect((await open()).body).toMatchObject({ isSealedOpen: true });
    expect(wordsIn((await record(session)).body)).toEqual(Object.keys(EMERGENCY_RECORDS));
    const times = (await journaled()).map(({ body }) => JSON.parse(body) as { what: Record<string, string> });
    const opened = times.find(({ what }) => what.session === session && what.openedAt !== undefined)!.what;
    expect(Date.parse(opened.openedAt!) - Date.parse(opened.askedAt!)).toBeGreaterThanOrEqual(2 * MINUTE);
  });
});

it('opens nothing after four hours', async () => {
  const { session } = await breakGlass();
  ahead = 4 * HOUR + MINUTE;
  expect((await record(session)).body).toMatchObject({ code: 'SESSION_NOT_OPEN' });
});

it('opens nothing to a role that the provider does not let, and that is recorded', async () => {
  const denied = await breakGlass('pharmacist');
  expect(denied).toMatchObject({ isAllowed: false });
  expect((await record(denied.session, 'pharmacist')).body).toMatchObject({ code: 'SESSION_NOT_OPEN' });
  expect(await eventually(() => listed(denied.session, 'open'), Boolean)).toMatchObject({ isAllowed: false });
  const roles = ['pharmacist', 'physician'];
  expect((await ask('officer', '/v1/break-glass-roles', { roles })).status).toBe(200);
  await eventually(
    () => breakGlass('pharmacist'),
    ({ isAllowed }) => isAllowed,
  );
  expect(await breakGlass('nurse')).toMatchObject({ isAllowed: false });
  await ask('officer', '/v1/break-glass-roles', { roles: ['nurse', 'physician'] });
  await eventually(
    () => breakGlass('nurse'),
    ({ isAllowed }) => isAllowed,
  );
});

it('is reviewed: open, overdue, closed, by nobody but a privacy officer of the organisation', async () => {
  const { session } = await breakGlass();
  const finding = { outcome: 'justified', text: 'the patient was unconscious' };
  const review = (by: string, at?: string) => ask(by, `/v1/emergencies/${session}/review`, finding, at);
  expect(await eventually(() => listed(session, 'open'), Boolean)).toMatchObject({ state: 'open', isLate: false });
  expect((await review('nurse')).body).toMatchObject({ code: 'NOT_PERMITTED' });
  expect((await review('officer', 'clinic')).body).toMatchObject({ code: 'SESSION_NOT_YOURS' });
  expect((await ask('nurse', '/v1/emergencies')).body).toMatchObject({ code: 'NOT_PERMITTED' });
  ahead = 73 * HOUR;
  expect(await listed(session, 'overdue')).toMatchObject({ state: 'overdue' });
  expect(await listed(session, 'open')).toBeUndefined();
  expect((await review('officer')).status).toBe(200);
  expect(await eventually(() => listed(session, 'closed'), Boolean)).toMatchObject({ state: 'closed' });
});

it('is told to the patient at home, and to no other', async () => {
  const { session } = await breakGlass();
  const notices = async (by: string) =>
    (await gateways.ask<{ items: { event: string; told: object }[] }>('clinic', '/v1/notices', { by })).body.items;
  const told = (event: string) => async () => (await notices('ana')).find((one) => one.event === event)?.told;
  expect(await eventually(told('GlassBroken'), Boolean)).toMatchObject({
    ...{ session, isAllowed: true, reason: 'ETREAT', text: 'found on the stairs', isLate: false },
    reader: { organisation: 'hospital', role: 'nurse' },
  });
  await ask('physician', `/v1/emergencies/${session}/approve`, {});
  expect(await eventually(told('SealedOpened'), (one) => JSON.stringify(one).includes(session))).toMatchObject({
    ...{ session, opening: { at: expect.any(String) } },
  });
  await gateways.ask('clinic', '/v1/patients', { by: 'ben', json: {} });
  expect(await notices('ben')).toEqual([]);
});

it('leads from the record number that the provider has of the patient, and from no other', async () => {
  const known = { patient: ana, recordNumber: 'S-1', reason: 'unconscious' };
  const linked = await gateways.ask('hospital', '/v1/emergency-links', {
    ...{ by: 'nurse', json: known, headers: { Prefer: 'wait=20' } },
  });
  expect(linked.status).toBe(201);
  const broken = await eventually(
    () => ask('nurse', '/v1/emergencies', { recordNumber: 'S-1', ...why }),
    ({ status }) => status === 201,
  );
  expect(broken.body).toMatchObject({ patient: ana, isAllowed: true });
  const code = async (body: object) => (await ask('nurse', '/v1/emergencies', { ...body, ...why })).body.code;
  expect(await code({ recordNumber: 'S-2' })).toBe('PATIENT_NOT_FOUND');
  expect(await code({ recordNumber: 'S-1', patient: ana })).toBe('INVALID_INPUT');
  expect(await code({})).toBe('INVALID_INPUT');
});
