import { isRepeated } from '../../ledger';
import { refusalOf } from '../../ledger/fixtures/refusals';
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
  later,
  now,
  nurse,
  otherPatient,
  ownKey,
} from '../fixtures/patients';
import { appointGuardian, dismissGuardian, registerPatient } from './patient.rules';
import { MOST_GUARDIANS, patientSchema, type Registration } from './patient.schema';

const person = { organisation: 'clinic', name: ana.actor.name };
const registration: Registration = { person, patient: anaId, changedAt: earlier };

describe('registering as a patient', () => {
  const register = { patient: anaId, ownKey: false };

  it('binds the id to the submitter’s organisation and certificate name', () => {
    const decision = registerPatient({ existing: undefined, registration: undefined }, register, ana, now);
    expect(decision).toMatchObject({
      state: {
        patient: { patient: anaId, home: 'clinic', person: person.name, guardians: [] },
        registration: { person },
      },
      event: { type: 'PatientRegistered', patient: anaId, home: 'clinic' },
    });
    if (isRepeated(decision)) throw new Error('it is the first');
    expect(patientSchema.parse(decision.state.patient).ownKey).toBeUndefined();
  });

  it('binds the key too for who keeps their own', () => {
    const decision = registerPatient(
      { existing: undefined, registration: undefined },
      { ...register, ownKey: true },
      ana,
      now,
    );
    expect(decision).toMatchObject({ state: { patient: { ownKey } } });
  });

  it('answers the same again with the first time', () => {
    const decision = registerPatient({ existing: aPatient(), registration }, register, ana, now);
    expect(decision).toMatchObject({ repeated: { at: earlier, patient: anaId } });
  });

  it.each([
    [
      'a second id for one person',
      { existing: undefined, registration: { ...registration, patient: 'b'.repeat(32) } },
      'PATIENT_ALREADY_REGISTERED',
    ],
    ['a second person for one id', { existing: aPatient(), registration: undefined }, 'PATIENT_ID_TAKEN'],
  ])('refuses %s', (_, situation, code) => {
    expect(refusalOf(() => registerPatient(situation, register, ana, now))).toBe(code);
  });
});

describe('naming a guardian', () => {
  const command = { patient: anaId, guardian: aGuardian() };

  it.each([
    ['the patient', ana],
    ['a privacy officer at home, for who cannot', clinicPrivacyOfficer],
  ])('is done by %s', (_, by) => {
    expect(appointGuardian(aPatient(), command, by, now)).toMatchObject({
      state: { guardians: [aGuardian()], changedAt: now },
      event: { type: 'GuardianAppointed', guardian: aGuardian() },
    });
  });

  it.each([
    ['another patient', otherPatient],
    ['another organisation’s certificate with her name', forgedAna],
    ['another provider’s privacy officer', hospitalPrivacyOfficer],
    ['a nurse', nurse],
    ['a guardian, who could otherwise make more of them', dara],
  ])('is refused to %s', (_, by) => {
    const patient = aPatient({ guardians: [aGuardian()] });
    expect(refusalOf(() => appointGuardian(patient, command, by, now))).toBe('NOT_THE_PATIENT');
  });

  it('takes no other key for who keeps their own', () => {
    const patient = aPatient({ ownKey: '9'.repeat(64) });
    expect(refusalOf(() => appointGuardian(patient, command, ana, now))).toBe('NOT_THE_PATIENT');
    expect(refusalOf(() => appointGuardian(aPatient({ ownKey }), command, ana, now))).toBeUndefined();
  });

  it('replaces scope and end of one who was named before, and is a success when nothing changes', () => {
    const patient = aPatient({ guardians: [aGuardian({ scope: 'read' })] });
    expect(appointGuardian(patient, command, ana, now)).toMatchObject({ state: { guardians: [aGuardian()] } });
    expect(appointGuardian(aPatient({ guardians: [aGuardian()] }), command, ana, now)).toMatchObject({
      repeated: { at: earlier },
    });
  });

  it('makes room by those whose time is over', () => {
    const named = (until: typeof now) =>
      Array.from({ length: MOST_GUARDIANS }, (_, index) =>
        aGuardian({ person: { organisation: 'clinic', name: String(index).padStart(32, '0') }, until }),
      );
    expect(refusalOf(() => appointGuardian(aPatient({ guardians: named(later) }), command, ana, now))).toBe(
      'GUARDIANS_FULL',
    );
    expect(appointGuardian(aPatient({ guardians: named(earlier) }), command, ana, now)).toMatchObject({
      state: { guardians: [aGuardian()] },
    });
  });

  it.each([
    ['an end that has passed', aGuardian({ until: earlier }), 'GUARDIAN_ENDED'],
    ['an end at this very moment', aGuardian({ until: now }), 'GUARDIAN_ENDED'],
    ['the patient themselves', aGuardian({ person }), 'GUARDIAN_IS_PATIENT'],
  ])('refuses %s', (_, guardian, code) => {
    expect(refusalOf(() => appointGuardian(aPatient(), { patient: anaId, guardian }, ana, now))).toBe(code);
  });
});

describe('dismissing a guardian', () => {
  const command = { patient: anaId, person: aGuardian().person };
  const patient = aPatient({ guardians: [aGuardian()] });

  it.each([
    ['the patient', ana],
    ['a privacy officer at home', clinicPrivacyOfficer],
    ['the guardian', dara],
  ])('is done by %s', (_, by) => {
    expect(dismissGuardian(patient, command, by, now)).toMatchObject({
      state: { guardians: [] },
      event: { type: 'GuardianDismissed', person: command.person },
    });
  });

  it('is refused to others', () => {
    expect(refusalOf(() => dismissGuardian(patient, command, nurse, now))).toBe('NOT_THE_PATIENT');
  });

  it('of somebody who is none is a success that changes nothing', () => {
    expect(dismissGuardian(aPatient(), command, ana, now)).toMatchObject({ repeated: { at: earlier } });
  });
});
