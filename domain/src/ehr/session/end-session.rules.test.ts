import { refusalOf } from '../../ledger/fixtures/refusals';
import { aGuardian, ana, aPatient, dara, now, nurse } from '../fixtures/patients';
import { aSession, anEmergency, minutes, okafor } from '../fixtures/sessions';
import type { Speaker } from '../patient';
import { endSession } from './end-session.rules';
import { sessionEndedSchema } from './session.events';
import { isOpen, sessionSchema } from './session.schema';

const patient = aPatient({ guardians: [aGuardian()] });
const soon = minutes(5);
const end = (session = aSession(), by: Speaker = okafor, at = soon) => endSession({ session, patient }, by, at);

describe('ending a session', () => {
  it.each<['reader' | 'patient' | 'guardian', Speaker]>([
    ['reader', okafor],
    ['patient', ana],
    ['guardian', dara],
  ])('is for the %s, and binds at once', (by, speaker) => {
    const decision = end(aSession(), speaker);
    expect(decision).toMatchObject({
      state: { ended: { at: soon, by } },
      event: { type: 'SessionEnded', at: soon, by },
    });
    if (!('state' in decision)) throw new Error('it changed nothing');
    expect(isOpen(sessionSchema.parse(decision.state), soon)).toBe(false);
    expect(sessionEndedSchema.parse(decision.event)).toBeTruthy();
  });

  it('again is a success, by whomever of them', () => {
    const ended = aSession({ ended: { at: soon, by: 'patient' } });
    expect(end(ended, okafor, minutes(6))).toMatchObject({ repeated: { at: soon, by: 'patient' } });
  });

  it('of an emergency is for who broke the glass alone', () => {
    expect(refusalOf(() => end(anEmergency(), ana))).toBe('SESSION_NOT_YOURS');
    expect(end(anEmergency())).toMatchObject({ state: { ended: { by: 'reader' } } });
  });

  const readOnly = { patient: aPatient({ guardians: [aGuardian({ scope: 'read' })] }), session: aSession() };
  const { until: _until, ...denied } = aSession({ isAllowed: false, reason: 'no-permit' });
  it.each([
    ['other staff', () => end(aSession(), nurse), 'NOT_THE_PATIENT'],
    ['a guardian who may only read', () => endSession(readOnly, dara, now), 'NOT_THE_PATIENT'],
    ['after its time', () => end(aSession(), okafor, minutes(16)), 'SESSION_NOT_OPEN'],
    ['that was denied', () => end(denied), 'SESSION_NOT_OPEN'],
  ])('is refused: %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});
