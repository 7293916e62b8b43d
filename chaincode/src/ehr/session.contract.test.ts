/** Sessions on the ledger: who may see a record, until when, and what nobody else ever learns of it. */
import type { Identity } from '@theriac/test-ledger';
import { ana, CareLedger, sessionOf } from '../fixtures/care-ledger';
import { codeOf, everybodyOn } from '../fixtures/consortium-ledger';
import { consortium } from '../fixtures/consortium';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const MINUTE = 60_000;
const consent = 'c'.repeat(32);
const denial = 'd'.repeat(32);
const doctor = 'hospital physician';

let care: CareLedger;
beforeEach(async () => {
  care = await CareLedger.start();
});
afterEach(() => {
  care.stop();
});

const permits = () =>
  care.gives(consent, { type: 'permit', actors: [{ organisation: 'hospital' }], purposes: ['TREAT'] });
const codeFor = (who: Identity | string, transaction: string, number = 1) =>
  codeOf(care.asks(who, transaction, { session: sessionOf(number) }));

describe('a session', () => {
  it('is denied without a consent, allowed with one, and no more from the commit of its withdrawal', async () => {
    expect(await care.requests(doctor, 1)).toEqual({ type: 'AccessDecided', version: 1, at: expect.any(String) });
    expect(await care.session(1)).toMatchObject({ patient: ana, isAllowed: false, reason: 'no-permit' });
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: false, reason: 'no-permit' });

    await permits();
    await care.requests(doctor, 2, { types: ['Observation'] });
    const open = await care.release(2);
    expect(open).toMatchObject({
      session: { isAllowed: true, types: ['Observation'], reader: { organisation: 'hospital', role: 'physician' } },
      patient: { patient: ana, home: 'clinic' },
      consents: { sequence: 1, consents: [{ consent }] },
      log: null,
      verdict: { isOpen: true, isLimited: false },
    });

    await care.gives(denial, { type: 'deny', labels: ['PSY'] });
    expect((await care.release(2)).verdict).toMatchObject({ isOpen: true, isLimited: true });
    await care.withdraws(consent);
    expect((await care.release(2)).verdict).toMatchObject({ isOpen: false, reason: 'no-permit' });
    expect((await care.release(2)).session).toMatchObject({ isAllowed: true });
  });

  it('lasts a quarter of an hour', async () => {
    await permits();
    await care.requests(doctor, 1);
    care.wait(15 * MINUTE);
    expect((await care.release(1)).verdict.isOpen).toBe(true);
    care.wait(1_000);
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: false, reason: 'over' });
  });

  it('asked for again answers the first result; its id is nobody else’s', async () => {
    const first = await care.requests(doctor, 1);
    await permits();
    care.wait(MINUTE);
    expect(await care.requests(doctor, 1)).toEqual(first);
    expect(await care.session(1)).toMatchObject({ isAllowed: false });
    expect(await codeOf(care.requests('hospital nurse', 1))).toBe('SESSION_ID_TAKEN');
    expect(await codeOf(care.requests(doctor, 1, { purpose: 'HRESCH' }))).toBe('SESSION_ID_TAKEN');
  });

  it.each([['hospital physician'], ['clinic patient']])('is ended by %s, and again without a change', async (who) => {
    await permits();
    await care.requests(doctor, 1);
    const ended = await care.does(who, 'EndSession', { session: sessionOf(1) });
    expect(ended).toMatchObject({ type: 'SessionEnded' });
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: false, reason: 'ended' });
    expect(await care.does(doctor, 'EndSession', { session: sessionOf(1) })).toEqual(ended);
    expect(await codeOf(care.does('hospital nurse', 'EndSession', { session: sessionOf(1) }))).toBe('NOT_THE_PATIENT');
  });

  it('of a patient’s own record is always allowed; of another’s denied', async () => {
    await care.gives(denial, { type: 'deny' });
    await care.requests('clinic patient', 1, { purpose: 'PATRQT' });
    expect((await care.release(1, 'hospital gateway')).verdict).toMatchObject({ isOpen: true, isLimited: false });
    await care.requests('hospital patient', 2, { purpose: 'PATRQT' });
    expect(await care.session(2)).toMatchObject({ isAllowed: false, reason: 'not-the-patient' });
  });

  it('of a guardian ends with the guardianship', async () => {
    const guardian = await care.ledger.stranger('clinic', { role: 'guardian' }, { commonName: 'd1'.repeat(16) });
    const person = { organisation: 'clinic', name: 'd1'.repeat(16) };
    const until = '2199-01-01T00:00:00.000Z';
    await care.does('clinic patient', 'AppointGuardian', { patient: ana, guardian: { person, scope: 'read', until } });
    await care.requests(guardian, 1, { purpose: 'PATRQT' });
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: true, reason: 'guardian' });
    await care.does('clinic patient', 'DismissGuardian', { patient: ana, person });
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: false, reason: 'not-the-patient' });
  });

  it('is for a patient whom the ledger knows', async () => {
    expect(await codeOf(care.requests(doctor, 1, { patient: 'b'.repeat(32) }))).toBe('PATIENT_NOT_FOUND');
    expect(await codeOf(care.requests(doctor, 1, { patient: undefined }))).toBe('INVALID_INPUT');
    expect(await codeFor(doctor, 'ReadSession')).toBe('SESSION_NOT_FOUND');
  });

  it('is shown to whom it concerns', async () => {
    await permits();
    await care.requests(doctor, 1);
    for (const who of [doctor, 'clinic patient', 'hospital privacy-officer', 'clinic privacy-officer'])
      expect(await codeFor(who, 'ReadSession')).toBeUndefined();
    for (const who of ['hospital nurse', 'pharmacy pharmacist', 'hospital patient', 'pharmacy privacy-officer'])
      expect(await codeFor(who, 'ReadSession')).toBe('SESSION_NOT_YOURS');
    expect(await codeFor(doctor, 'ReadForRelease')).toBeUndefined();
    for (const who of ['hospital nurse', 'clinic physician'])
      expect(await codeFor(who, 'ReadForRelease')).toBe('SESSION_NOT_YOURS');
  });
});

it('what would come of asking is told, and leaves no session', async () => {
  await permits();
  const height = care.ledger.ledger.height('care');
  const would = (who: string) => care.asks(who, 'DecideAccess', { patient: ana, purpose: 'TREAT' });
  expect(await would(doctor)).toEqual({ isAllowed: true, reason: 'permitted', isLimited: false });
  expect(await would('clinic physician')).toEqual({ isAllowed: false, reason: 'no-permit', isLimited: true });
  expect(care.ledger.ledger.height('care')).toBe(height);
});

describe('the event of a transaction', () => {
  const eventOf = async (who: string, transaction: string) => {
    const [member, role] = who.split(' ');
    const person = await care.ledger.person(member as 'hospital', role ?? '');
    return care.ledger.evaluate(person, 'EhrAccess:ReadEvent', { transaction }, { channel: 'care' });
  };
  const submitted = async (who: string, transaction: string, command: object, endorsers?: readonly string[]) => {
    const [member, role] = who.split(' ');
    const { transactionId } = await care.ledger.ledger.submit(
      await care.ledger.person(member as 'clinic', role ?? ''),
      {
        ...{ channel: 'care', transaction: `EhrAccess:${transaction}`, args: [] },
        transient: { command: Buffer.from(JSON.stringify(command)) },
        endorsers: endorsers ?? everybodyOn(consortium, 'care'),
      },
    );
    return transactionId;
  };

  it('is whole for every provider’s gateway', async () => {
    const asked = await submitted(doctor, 'RequestAccess', { session: sessionOf(1), patient: ana, purpose: 'TREAT' });
    for (const member of ['hospital', 'clinic', 'pharmacy'])
      expect(await eventOf(`${member} gateway`, asked)).toMatchObject({
        ...{ type: 'AccessDecided', session: sessionOf(1), patient: ana, purpose: 'TREAT' },
        ...{ isAllowed: false, reason: 'no-permit', reader: { organisation: 'hospital', role: 'physician' } },
      });
  });

  it('that lies with one provider is whole for its gateway alone', async () => {
    const link = { patient: ana, provider: 'hospital', recordNumber: 'MRN-1', salt: '7'.repeat(32) };
    const linked = await submitted('clinic patient', 'LinkRecord', link, ['HospitalMSP']);
    expect(await eventOf('hospital gateway', linked)).toMatchObject({ type: 'RecordLinked', recordNumber: 'MRN-1' });
    expect(await eventOf('clinic gateway', linked)).toBeUndefined();
  });

  it('is nothing where nothing private happened', async () => {
    expect(await eventOf('clinic gateway', 'f'.repeat(64))).toBeUndefined();
  });
});

it('nothing that all members of the channel or the orderers see tells whose record it is, or what came of it', async () => {
  await permits();
  const asked = await care.requests(doctor, 1, { types: ['Observation'] });
  const ended = await care.does(doctor, 'EndSession', { session: sessionOf(1) });
  expect(Object.keys(asked as object)).toEqual(['at', 'type', 'version']);
  expect(Object.keys(ended as object)).toEqual(['at', 'type', 'version']);
  const blocks = await care.blocks();
  expect(blocks).toContain('EhrAccess:RequestAccess');
  for (const secret of [ana, sessionOf(1), consent, 'TREAT', 'Observation', 'permitted', 'isAllowed'])
    expect(blocks).not.toContain(secret);
});
