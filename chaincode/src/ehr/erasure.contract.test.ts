/** Erasure on the ledger: asked for, answered by every provider, purged to the last; what stays leads to nobody. */
import { patientSchema, signedText, withConsent } from '@theriac/domain/ehr';
import { ana, CareLedger, sessionOf } from '../fixtures/care-ledger';
import { codeOf } from '../fixtures/consortium-ledger';
import { confirming, confirms, erasureId, projected, purges } from '../fixtures/erasing';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const ben = 'b'.repeat(32);
const recordNumber = 'MRN-4711';
const consent = 'c'.repeat(32);
const until = '2199-01-01T00:00:00.000Z';
const guardian = { person: { organisation: 'clinic', name: 'd1'.repeat(16) }, scope: 'decide', until };
const link = { patient: ana, provider: 'hospital', recordNumber, salt: '12'.repeat(16) };
const finding = { outcome: 'justified', text: 'seen the ward' };
const batch = (patient: string, id: string) => ({ patient, batch: id.repeat(32), root: id.repeat(64) });

let care: CareLedger;
beforeEach(async () => {
  care = await CareLedger.start();
  await care.does('hospital patient', 'RegisterPatient', { patient: ben, ownKey: false });
});
afterEach(() => {
  care.stop();
});

const asks = (more: object = {}, who = 'clinic patient') =>
  care.does(who, 'RequestErasure', { patient: ana, erasure: erasureId, ...more });
const holds = (more: object = {}, who = 'hospital privacy-officer') =>
  care.does(who, 'HoldForRetention', {
    ...{ patient: ana, basis: 'state-retention', covers: ['records'], until: hence(24), ...more },
  });
const hence = (hours: number) => new Date(care.ledger.ledger.clock.now() + hours * HOUR).toISOString();
const left = () => care.asks('clinic gateway', 'CountLeft', { patient: ana });
const standing = (who = 'clinic patient') => care.asks(who, 'ReadErasure', { patient: ana });
const reviews = (number: number) =>
  care.does('hospital privacy-officer', 'ReviewEmergency', { session: sessionOf(number), ...finding });

/** Ana has been through everything that leaves something behind. */
async function liveThroughEverything(): Promise<void> {
  await care.does('clinic patient', 'AppointGuardian', { patient: ana, guardian });
  await care.gives(consent, { type: 'permit', actors: [{ organisation: 'hospital' }], purposes: ['TREAT'] });
  await care.doesAt('hospital', 'clinic patient', 'LinkRecord', link);
  await care.requests('hospital physician', 1);
  await care.does('hospital physician', 'EndSession', { session: sessionOf(1) });
  await care.breaks('hospital nurse', 2);
  await reviews(2);
  await care.does('hospital nurse', 'LinkInEmergency', { patient: ana, reason: 'unconscious' });
  await care.does('hospital privacy-officer', 'ReviewEmergencyLink', { patient: ana, ...finding });
  await care.does('hospital gateway', 'AnchorRecords', { batches: [batch(ana, '1'), batch(ben, '2')] });
  await care.requests('hospital physician', 3, { patient: ben });
}

it('leaves nothing of the patient in any private state, and a statement that leads to nobody', async () => {
  await liveThroughEverything();
  const { person: name } = patientSchema.parse(await care.asks('clinic patient', 'ReadMyPatient', {}));
  const bens = await projected(care, 'hospital', ben);
  await asks();
  await care.breaks('hospital nurse', 4);
  await reviews(4);
  for (const provider of ['hospital', 'clinic', 'pharmacy'] as const) await confirms(care, provider);
  expect(await left()).toMatchObject({ patients: 1, consents: 1, recordLogs: 1, emergencyLinks: 1, links: 0 });

  const { sessions } = await projected(care, 'clinic');
  expect(sessions).toHaveLength(3);
  const piece = await purges(care, { sessions });
  expect(piece).toEqual({ type: 'PatientPurged', version: 1, at: expect.any(String) });
  const { transactions } = await projected(care, 'clinic');
  const erased = await purges(care, { transactions, isLast: true });
  expect(erased).toEqual({ type: 'PatientErased', version: 1, at: expect.any(String) });
  expect(await care.lastEvent()).toMatchObject({ type: 'PatientErased', erasure: erasureId, home: 'clinic' });

  const held = care.heldPrivately();
  for (const theirs of [ana, erasureId, recordNumber, consent, name, guardian.person.name, sessionOf(1), sessionOf(4)])
    expect(held).not.toContain(theirs);
  const nothing = { patients: 0, consents: 0, erasures: 0, recordLogs: 0, emergencyLinks: 0, links: 0 };
  expect(await left()).toEqual(nothing);
  expect(await codeOf(care.asks('clinic gateway', 'ReadPatient', { patient: ana }))).toBe('PATIENT_NOT_FOUND');

  expect(await care.asks('pharmacy pharmacist', 'ReadErasureStatement', { erasure: erasureId })).toMatchObject({
    home: 'clinic',
    confirmations: ['hospital', 'clinic', 'pharmacy'].map((provider) => ({
      ...{ provider, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
    })),
  });
  const blocks = await care.blocks();
  expect(blocks).toContain('PatientErased');
  for (const secret of [ana, recordNumber, consent, sessionOf(1), 'justified', 'state-retention', 'keys'])
    expect(blocks).not.toContain(secret);

  // Ben is who he was.
  expect(await projected(care, 'hospital', ben)).toEqual(bens);
  expect(await care.asks('hospital gateway', 'ReadRecordLogs', { patient: ben })).toHaveLength(1);
  expect(await care.session(3)).toMatchObject({ patient: ben });
  // The same again is a success, and a person who was erased may come back under another id.
  expect(await purges(care, { transactions, isLast: true })).toEqual(erased);
  await care.does('clinic patient', 'RegisterPatient', { patient: 'a0'.repeat(16), ownKey: false });
});

describe('while an erasure stands', () => {
  beforeEach(() => asks());

  it('nothing new is taken for the patient but emergencies, and those until all have confirmed', async () => {
    const by = await care.ledger.person('clinic', 'patient');
    const denial = { form: 1, consent, version: 1, rule: { type: 'deny' } } as const;
    const text = signedText({ patient: ana, sequence: 1, consents: withConsent([], denial) });
    const signature = Buffer.from(by.sign(Buffer.from(text))).toString('base64');
    const refused = [
      care.does(by, 'GiveConsent', { patient: ana, sequence: 1, consent: denial, signature }),
      care.does(by, 'AppointGuardian', { patient: ana, guardian }),
      care.doesAt('hospital', 'clinic patient', 'LinkRecord', link),
      care.does('hospital nurse', 'LinkInEmergency', { patient: ana, reason: 'unconscious' }),
      care.requests('hospital physician', 1),
      care.requests('clinic patient', 1, { purpose: 'PATRQT' }),
      care.asks('hospital physician', 'DecideAccess', { patient: ana, purpose: 'TREAT' }),
      asks({ erasure: 'f'.repeat(32) }),
    ];
    for (const act of refused) expect(await codeOf(act)).toBe('ERASURE_STANDS');
    await care.breaks('hospital nurse', 1);
    await care.does('hospital gateway', 'AnchorRecords', { batches: [batch(ana, '1')] });

    await confirms(care, 'hospital');
    const more = { batches: [batch(ana, '3')] };
    expect(await codeOf(care.does('hospital gateway', 'AnchorRecords', more))).toBe('ERASURE_CONFIRMED');
    await confirms(care, 'clinic');
    await care.breaks('hospital nurse', 2);
    await confirms(care, 'pharmacy');
    expect(await codeOf(care.breaks('hospital nurse', 3))).toBe('ERASURE_CONFIRMED');
    expect(await codeOf(care.does(by, 'DismissGuardian', { patient: ana, person: guardian.person }))).toBe(
      'ERASURE_CONFIRMED',
    );
  });

  it('a hold keeps a provider’s records for its time, is shown to the patient, and lets the rest go', async () => {
    await holds();
    expect(await standing()).toMatchObject({
      answers: [{ provider: 'hospital', hold: { basis: 'state-retention' } }, {}, {}],
    });
    expect(await codeOf(confirms(care, 'hospital'))).toBe('RETENTION_HOLD');
    expect(await codeOf(purges(care))).toBe('ERASURE_NOT_ANSWERED');
    await confirms(care, 'clinic');
    await confirms(care, 'pharmacy');
    await purges(care);
    expect(await codeOf(purges(care, { isLast: true }))).toBe('ERASURE_NOT_CONFIRMED');
    care.wait(24 * HOUR + 1_000);
    await confirms(care, 'hospital');
    await purges(care, { isLast: true });
  });

  it('a hold on who had access keeps sessions and events of all', async () => {
    await confirms(care, 'clinic');
    await confirms(care, 'pharmacy');
    await holds({ basis: 'hipaa-164.528', covers: ['accesses'] }, 'hospital gateway');
    await confirms(care, 'hospital');
    expect(await codeOf(purges(care))).toBe('RETENTION_HOLD');
    care.wait(24 * HOUR + 1_000);
    await purges(care);
  });

  it('a confirmation is the gateway’s own, of this erasure, after the link is gone', async () => {
    const gateway = await care.ledger.person('hospital', 'gateway');
    const clinics = await care.ledger.person('clinic', 'gateway');
    const sends = (more: object) =>
      codeOf(care.does(gateway, 'ConfirmErasure', { ...confirming(care, gateway, 'hospital'), ...more }));
    expect(await sends(confirming(care, clinics, 'hospital'))).toBe('ERASURE_STATEMENT_WRONG');
    expect(await sends(confirming(care, gateway, 'clinic'))).toBe('ERASURE_STATEMENT_WRONG');
    expect(await sends({})).toBeUndefined();
    expect(await codeOf(holds())).toBe('ERASURE_CONFIRMED');
  });

  it('only what is the patient’s is purged, by their home organisation', async () => {
    for (const provider of ['hospital', 'clinic', 'pharmacy'] as const) await confirms(care, provider);
    await care.requests('hospital physician', 3, { patient: ben });
    const { transactions } = await projected(care, 'hospital', ben);
    expect(await codeOf(purges(care, {}, 'hospital gateway'))).toBe('NOT_HOME_ORGANISATION');
    expect(await codeOf(purges(care, { sessions: [sessionOf(3)] }))).toBe('NOT_OF_PATIENT');
    expect(await codeOf(purges(care, { transactions }))).toBe('NOT_OF_PATIENT');
    expect(await codeOf(purges(care, { erasure: 'f'.repeat(32) }))).toBe('ERASURE_NOT_FOUND');
    expect(await codeOf(purges(care, { sessions: [sessionOf(9)], transactions: ['f'.repeat(64)] }))).toBeUndefined();
  });

  it('an emergency is reviewed before it is forgotten', async () => {
    await care.breaks('hospital nurse', 1);
    for (const provider of ['hospital', 'clinic', 'pharmacy'] as const) await confirms(care, provider);
    expect(await codeOf(purges(care, { sessions: [sessionOf(1)] }))).toBe('REVIEW_OPEN');
    await reviews(1);
    await purges(care, { sessions: [sessionOf(1)] });
    expect(await codeOf(care.asks('clinic gateway', 'ReadSession', { session: sessionOf(1) }))).toBe(
      'SESSION_NOT_FOUND',
    );
  });
});

it('a link stays until its provider’s own gateway takes it away: nobody confirms before', async () => {
  await care.doesAt('hospital', 'clinic patient', 'LinkRecord', link);
  await asks();
  const gateway = await care.ledger.person('hospital', 'gateway');
  const early = care.does(gateway, 'ConfirmErasure', confirming(care, gateway, 'hospital'));
  expect(await codeOf(early)).toBe('LINK_REMAINS');
  expect(care.heldPrivately()).toContain(recordNumber);
  await confirms(care, 'hospital');
  expect(care.heldPrivately()).not.toContain(recordNumber);
});

it('is asked for by the patient, or with a reason by a privacy officer at home, and by no guardian', async () => {
  const dara = await care.ledger.stranger('clinic', { role: 'guardian' }, { commonName: guardian.person.name });
  await care.does('clinic patient', 'AppointGuardian', { patient: ana, guardian });
  const command = { patient: ana, erasure: erasureId };
  expect(await codeOf(care.does(dara, 'RequestErasure', command))).toBe('NOT_PERMITTED');
  expect(await codeOf(asks({ reason: 'a letter' }, 'hospital privacy-officer'))).toBe('NOT_THE_PATIENT');
  expect(await codeOf(asks({}, 'clinic privacy-officer'))).toBe('ERASURE_REASON_WRONG');
  await asks({ reason: 'a letter' }, 'clinic privacy-officer');
  expect(await standing('clinic privacy-officer')).toMatchObject({ onBehalf: { reason: 'a letter' } });
  expect(await codeOf(standing('hospital patient'))).toBe('NOT_THE_PATIENT');
});
