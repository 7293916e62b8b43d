import { refusalOf } from '../../ledger/fixtures/refusals';
import { aGuardian, ana, aPatient, dara, later, now, nurse } from '../fixtures/patients';
import { aSession, anEmergency, forTreatment, gateway, given, hours, minutes, okafor } from '../fixtures/sessions';
import { judgeRelease, requireReleasing } from './release.rules';
import { readerIn } from './request-access.rules';
import type { Session } from './session.schema';

const patient = aPatient({ guardians: [aGuardian()] });
const situation = { patient, given: given(forTreatment) };
const soon = minutes(5);
const own = aSession({ purpose: 'PATRQT', reason: 'own-record', reader: readerIn(ana.actor) });
const guardians = aSession({ purpose: 'PATRQT', reason: 'guardian', reader: readerIn(dara.actor) });
const { until: _until, ...denied } = aSession({ isAllowed: false, reason: 'no-permit' });
const closed = { isOpen: false, isLimited: true, isSealedOpen: false };

describe('what a session opens', () => {
  it('is asked of the consents as they are now', () => {
    const open = { isOpen: true, reason: 'permitted', isLimited: false, isSealedOpen: false };
    expect(judgeRelease(aSession(), situation, soon)).toEqual(open);
    expect(judgeRelease(aSession(), { patient, given: undefined }, soon)).toEqual({ ...closed, reason: 'no-permit' });
    const denying = given(forTreatment, { type: 'deny', actors: [{ role: 'physician' }] });
    expect(judgeRelease(aSession(), { patient, given: denying }, soon)).toEqual({ ...closed, reason: 'denied' });
    const limiting = given(forTreatment, { type: 'deny', labels: ['PSY'] });
    expect(judgeRelease(aSession(), { patient, given: limiting }, soon)).toEqual({ ...open, isLimited: true });
  });

  it('is for the kinds of data that were asked for', () => {
    const observations = { patient, given: given({ ...forTreatment, types: ['Observation'] }) };
    expect(judgeRelease(aSession({ types: ['Condition'] }), observations, soon).isOpen).toBe(false);
    expect(judgeRelease(aSession({ types: ['Observation'] }), observations, soon).isOpen).toBe(true);
  });

  it.each<[string, Session, typeof now, string]>([
    ['after its last moment', aSession(), minutes(15.001), 'over'],
    ['after it was ended', aSession({ ended: { at: soon, by: 'patient' } }), soon, 'ended'],
    ['that was denied', denied, now, 'no-permit'],
    ['of an emergency after four hours', anEmergency(), hours(4.001), 'over'],
  ])('is nothing %s', (_, session, at, reason) => {
    expect(judgeRelease(session, situation, at)).toEqual({ ...closed, reason });
  });

  it('lasts through its last moment', () => {
    expect(judgeRelease(aSession(), situation, minutes(15)).isOpen).toBe(true);
  });

  it('of one’s own is all, until a guardianship has ended', () => {
    const all = { isOpen: true, isLimited: false, isSealedOpen: false };
    const nothingGiven = { patient, given: undefined };
    expect(judgeRelease(own, nothingGiven, soon)).toEqual({ ...all, reason: 'own-record' });
    expect(judgeRelease(guardians, nothingGiven, soon)).toEqual({ ...all, reason: 'guardian' });
    for (const left of [aPatient(), aPatient({ guardians: [aGuardian({ until: now })] })])
      expect(judgeRelease(guardians, { patient: left, given: undefined }, soon)).toEqual({
        ...closed,
        reason: 'not-the-patient',
      });
    const elsewhere = aGuardian({ person: { organisation: 'hospital', name: dara.actor.name }, until: later });
    expect(
      judgeRelease(guardians, { patient: aPatient({ guardians: [elsewhere] }), given: undefined }, soon).isOpen,
    ).toBe(false);
  });

  it('in an emergency asks no consent, and says whether what is sealed is open', () => {
    const denying = { patient, given: given({ type: 'deny' }) };
    const open = { isOpen: true, reason: 'emergency' };
    expect(judgeRelease(anEmergency(), denying, soon)).toEqual({ ...open, isLimited: true, isSealedOpen: false });
    const unsealed = anEmergency({ opening: { at: now } });
    expect(judgeRelease(unsealed, denying, soon)).toEqual({ ...open, isLimited: false, isSealedOpen: true });
  });

  it('is told to gateways and the reader alone', () => {
    expect(
      refusalOf(() => {
        requireReleasing(aSession(), gateway);
      }),
    ).toBeUndefined();
    expect(
      refusalOf(() => {
        requireReleasing(aSession(), okafor);
      }),
    ).toBeUndefined();
    expect(
      refusalOf(() => {
        requireReleasing(aSession(), nurse);
      }),
    ).toBe('SESSION_NOT_YOURS');
    expect(
      refusalOf(() => {
        requireReleasing(aSession(), ana);
      }),
    ).toBe('SESSION_NOT_YOURS');
  });
});
