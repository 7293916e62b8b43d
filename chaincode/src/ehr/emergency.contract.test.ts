/** Emergencies on the ledger: no consent is asked, everything is recorded, and somebody else judges it. */
import { reviewStateOf } from '@theriac/domain/ehr';
import { instantOf } from '@theriac/domain/ledger';
import { ana, CareLedger, sessionOf } from '../fixtures/care-ledger';
import { codeOf } from '../fixtures/consortium-ledger';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const nurse = 'hospital nurse';
const officer = 'hospital privacy-officer';

let care: CareLedger;
beforeEach(async () => {
  care = await CareLedger.start();
  await care.gives('d'.repeat(32), { type: 'deny' });
});
afterEach(() => {
  care.stop();
});

const moment = (milliseconds: number) => instantOf(care.ledger.ledger.clock.now() + milliseconds);
const opens = (who: string, second: object) => care.does(who, 'OpenSealed', { session: sessionOf(1), second });
const alone = (askedAt: string, openedAt: string) => ({ kind: 'none', text: 'nobody is on call', askedAt, openedAt });
const approves = (who: string) => care.does(who, 'ApproveSealed', { session: sessionOf(1) });
const reviews = (who: string, more: object = {}) =>
  care.does(who, 'ReviewEmergency', { session: sessionOf(1), outcome: 'justified', text: 'seen the ward', ...more });

describe('breaking the glass', () => {
  it('opens the record of somebody who denied everybody, for four hours, and seals the rest', async () => {
    expect(await care.breaks(nurse, 1)).toEqual({ type: 'GlassBroken', version: 1, at: care.now() });
    expect((await care.release(1)).verdict).toEqual({
      ...{ isOpen: true, reason: 'emergency', isLimited: true, isSealedOpen: false },
    });
    care.wait(4 * HOUR);
    expect((await care.release(1)).verdict.isOpen).toBe(true);
    care.wait(1_000);
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: false, reason: 'over' });
  });

  it('is recorded however late it is reported, and flagged', async () => {
    const happened = moment(-30 * HOUR);
    await care.breaks(nurse, 1, { at: happened });
    expect(await care.session(1)).toMatchObject({
      isAllowed: true,
      until: instantOf(Date.parse(happened) + 4 * HOUR),
      emergency: { at: happened, isLate: true, reviewDue: moment(72 * HOUR) },
    });
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: false, reason: 'over' });
  });

  it('again answers the first result', async () => {
    const first = await care.breaks(nurse, 1);
    care.wait(MINUTE);
    expect(await care.breaks(nurse, 1)).toEqual(first);
    expect(await codeOf(care.breaks('hospital physician', 1))).toBe('SESSION_ID_TAKEN');
  });

  it('is for the roles of the provider’s setting; others are denied, recorded and reviewed', async () => {
    const roles = (organisation: string) => care.asks('clinic patient', 'ReadBreakGlassRoles', { organisation });
    await care.does('hospital administrator', 'SetBreakGlassRoles', { roles: ['physician', 'pharmacist'] });
    expect(await roles('hospital')).toEqual({ organisation: 'hospital', roles: ['pharmacist', 'physician'] });
    expect(await roles('clinic')).toEqual({ organisation: 'clinic', roles: ['nurse', 'physician'] });
    expect(await codeOf(roles('manufacturer'))).toBe('UNKNOWN_MEMBER');
    await care.breaks(nurse, 1);
    expect(await care.session(1)).toMatchObject({ isAllowed: false, reason: 'role-not-permitted' });
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: false, reason: 'role-not-permitted' });
    await care.breaks('clinic nurse', 2);
    expect((await care.release(2)).verdict.isOpen).toBe(true);
    await reviews(officer, { outcome: 'not-justified' });
  });

  it('is not undone by the patient', async () => {
    await care.breaks(nurse, 1);
    const end = (who: string) => care.does(who, 'EndSession', { session: sessionOf(1) });
    expect(await codeOf(end('clinic patient'))).toBe('SESSION_NOT_YOURS');
    await end(nurse);
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: false, reason: 'ended' });
  });
});

describe('what is sealed', () => {
  it('opens after a second clinician agreed, at any provider', async () => {
    await care.breaks(nurse, 1);
    expect(await codeOf(opens(nurse, { kind: 'approval' }))).toBe('SECOND_CLINICIAN_AWAITED');
    expect(await codeOf(approves(nurse))).toBe('SECOND_PERSON_NEEDED');
    await approves('clinic physician');
    expect(await codeOf(opens('hospital physician', { kind: 'approval' }))).toBe('SESSION_NOT_YOURS');
    await opens(nurse, { kind: 'approval' });
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: true, isLimited: false, isSealedOpen: true });
    expect(await care.session(1)).toMatchObject({
      emergency: { approval: { organisation: 'clinic', role: 'physician' }, opening: {}, text: 'found on the stairs' },
    });
  });

  it('opens alone after two minutes, with a reason and both times', async () => {
    await care.breaks(nurse, 1);
    const askedAt = moment(0);
    expect(await codeOf(opens(nurse, alone(askedAt, moment(2 * MINUTE))))).toBe('SECOND_CLINICIAN_AWAITED');
    expect(await codeOf(opens(nurse, alone(moment(-2 * MINUTE), askedAt)))).toBe('SECOND_CLINICIAN_AWAITED');
    care.wait(2 * MINUTE);
    const openedAt = moment(0);
    await opens(nurse, alone(askedAt, openedAt));
    expect(await care.session(1)).toMatchObject({ emergency: { opening: { alone: { askedAt, openedAt } } } });
    expect((await care.release(1)).verdict.isSealedOpen).toBe(true);
  });

  it('stays sealed to who claims to have waited before the ledger knew of an emergency', async () => {
    await care.breaks(nurse, 1, { at: moment(-10 * MINUTE) });
    await opens(nurse, alone(moment(-9 * MINUTE), moment(-6 * MINUTE)));
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: true, isSealedOpen: false });
    care.wait(2 * MINUTE);
    expect((await care.release(1)).verdict).toMatchObject({ isOpen: true, isSealedOpen: true });
  });

  it('is a matter of emergencies', async () => {
    await care.requests(nurse, 1);
    expect(await codeOf(approves('clinic physician'))).toBe('NOT_AN_EMERGENCY');
    expect(await codeOf(opens(nurse, { kind: 'approval' }))).toBe('NOT_AN_EMERGENCY');
    expect(await codeOf(reviews(officer))).toBe('NOT_AN_EMERGENCY');
  });
});

it('a review is open, overdue, and closed once by a privacy officer of the reader’s', async () => {
  await care.breaks(nurse, 1);
  const state = async () => {
    const { emergency } = await care.session(1);
    return emergency && reviewStateOf(emergency, moment(0));
  };
  expect(await state()).toBe('open');
  care.wait(72 * HOUR + 1);
  expect(await state()).toBe('overdue');
  expect(await codeOf(reviews('clinic privacy-officer'))).toBe('SESSION_NOT_YOURS');
  const told = await reviews(officer);
  expect(await state()).toBe('closed');
  expect(await reviews(officer)).toEqual(told);
  expect(await codeOf(reviews(officer, { outcome: 'not-justified' }))).toBe('REVIEW_CLOSED');
});

it('nothing that all members of the channel or the orderers see tells whose emergency it is, or why', async () => {
  await care.does('hospital administrator', 'SetBreakGlassRoles', { roles: ['nurse'] });
  const told = [
    await care.breaks(nurse, 1),
    await approves('clinic physician'),
    await opens(nurse, { kind: 'approval' }),
    await reviews(officer),
    await care.breaks(nurse, 2, { at: moment(-10 * MINUTE) }),
    await care.does(nurse, 'OpenSealed', { session: sessionOf(2), second: alone(moment(-9 * MINUTE), moment(0)) }),
  ];
  for (const one of told) expect(Object.keys(one as object)).toEqual(['at', 'type', 'version']);
  const blocks = await care.blocks();
  expect(blocks).toContain('GlassBroken');
  const texts = ['found on the stairs', 'nobody is on call', 'seen the ward', 'justified', 'ETREAT'];
  for (const secret of [ana, sessionOf(1), sessionOf(2), ...texts]) expect(blocks).not.toContain(secret);
});
