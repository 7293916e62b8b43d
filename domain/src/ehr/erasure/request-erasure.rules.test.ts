import { refusalOf } from '../../ledger/fixtures/refusals';
import { anErasure, erasureId, providers } from '../fixtures/erasures';
import {
  aGuardian,
  ana,
  anaId,
  aPatient,
  clinicPrivacyOfficer,
  dara,
  earlier,
  forgedAna,
  hospitalPrivacyOfficer,
  now,
  nurse,
  otherPatient,
} from '../fixtures/patients';
import { requestErasure } from './request-erasure.rules';

const patient = aPatient({ guardians: [aGuardian()] });
const situation = { patient, existing: undefined, statement: undefined, providers };
const command = { patient: anaId, erasure: erasureId };
const reason = 'letter of 20 November';

describe('asking for an erasure', () => {
  it('asks every provider, since which of them has a link no other can know', () => {
    expect(requestErasure(situation, command, ana, now)).toEqual({
      state: {
        ...{ ...command, requestedAt: now, changedAt: now },
        answers: [{ provider: 'hospital' }, { provider: 'clinic' }, { provider: 'pharmacy' }],
      },
      event: { type: 'ErasureRequested', version: 1, at: now, ...command },
    });
  });

  it('names the privacy officer at home who asked for the patient, and the reason', () => {
    const onBehalf = { by: clinicPrivacyOfficer.actor.name, reason };
    expect(requestErasure(situation, { ...command, reason }, clinicPrivacyOfficer, now)).toMatchObject({
      state: { onBehalf },
      event: { onBehalf },
    });
  });

  it.each([
    ['a guardian who decides', dara, undefined, 'NOT_THE_PATIENT'],
    ['another patient', otherPatient, undefined, 'NOT_THE_PATIENT'],
    ['another organisation’s certificate with her name', forgedAna, undefined, 'NOT_THE_PATIENT'],
    ['a nurse', nurse, reason, 'NOT_THE_PATIENT'],
    ['another provider’s privacy officer', hospitalPrivacyOfficer, reason, 'NOT_THE_PATIENT'],
    ['a privacy officer who gives no reason', clinicPrivacyOfficer, undefined, 'ERASURE_REASON_WRONG'],
    ['the patient with a reason that nobody asked for', ana, reason, 'ERASURE_REASON_WRONG'],
  ])('is refused to %s', (_, by, text, code) => {
    const asked = { ...command, ...(text !== undefined && { reason: text }) };
    expect(refusalOf(() => requestErasure(situation, asked, by, now))).toBe(code);
  });

  it('answers the same again with the first time, and refuses a second one', () => {
    const standing = { ...situation, existing: anErasure() };
    expect(requestErasure(standing, command, ana, now)).toMatchObject({ repeated: { at: earlier } });
    const other = { ...command, erasure: 'f'.repeat(32) };
    expect(refusalOf(() => requestErasure(standing, other, ana, now))).toBe('ERASURE_STANDS');
  });

  it('takes no id under which somebody was erased', () => {
    const statement = {
      ...{ erasure: erasureId, home: 'clinic', requestedAt: earlier, confirmations: [] },
      changedAt: earlier,
    };
    expect(refusalOf(() => requestErasure({ ...situation, statement }, command, ana, now))).toBe('ERASURE_ID_TAKEN');
  });
});
