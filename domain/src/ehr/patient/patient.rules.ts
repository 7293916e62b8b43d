/** How a person becomes known as a patient, and who may act for them. */
import { type Actor, type Decision, type Instant, LedgerError, refuseUnless } from '../../ledger';
import type { GuardianAppointed, GuardianDismissed, PatientRegistered } from './patient.events';
import {
  type AppointGuardian,
  type DismissGuardian,
  type Guardian,
  MOST_GUARDIANS,
  type Patient,
  type Person,
  type RegisterPatient,
  type Registration,
} from './patient.schema';
import { isPatient, type Speaker } from './speaker.rules';

/** What a registration is judged by. */
export interface RegisteringSituation {
  /** The patient under the id, if the id stands already. */
  readonly existing: Patient | undefined;
  /** The registration of the person, if they are a patient already. */
  readonly registration: Registration | undefined;
}

/** A patient, and which person that is. */
export interface RegisteredPatient {
  readonly patient: Patient;
  readonly registration: Registration;
}

/**
 * Registers the submitter as a patient of their organisation. The same again is a success.
 *
 * @throws LedgerError PATIENT_ALREADY_REGISTERED when the person has another id, PATIENT_ID_TAKEN when another has this one
 */
export function registerPatient(
  { existing, registration }: RegisteringSituation,
  command: RegisterPatient,
  { actor, key }: Speaker,
  now: Instant,
): Decision<RegisteredPatient, PatientRegistered> {
  if (registration !== undefined) {
    const isSame = registration.patient === command.patient && existing !== undefined;
    if (isSame) return { repeated: registered(existing, registration.changedAt) };
    throw new LedgerError('PATIENT_ALREADY_REGISTERED', 'the person is a patient under another id');
  }
  refuseUnless(existing === undefined, 'PATIENT_ID_TAKEN', 'the id stands for somebody else');
  const patient: Patient = {
    patient: command.patient,
    home: actor.organisation,
    person: actor.name,
    ...(command.ownKey && { ownKey: key }),
    guardians: [],
    changedAt: now,
  };
  const person = { organisation: actor.organisation, name: actor.name };
  return {
    state: { patient, registration: { person, patient: command.patient, changedAt: now } },
    event: registered(patient, now),
  };
}

/**
 * Names somebody who acts for the patient: by the patient, or by a privacy officer of the home organisation for who cannot.
 * Naming them again replaces scope and end.
 *
 * @throws LedgerError NOT_THE_PATIENT, GUARDIAN_ENDED, GUARDIAN_IS_PATIENT, GUARDIANS_FULL
 */
export function appointGuardian(
  patient: Patient,
  { guardian }: AppointGuardian,
  by: Speaker,
  now: Instant,
): Decision<Patient, GuardianAppointed> {
  requireNaming(patient, by);
  refuseUnless(guardian.until > now, 'GUARDIAN_ENDED', 'the guardianship would have ended before it began');
  const self = { organisation: patient.home, name: patient.person };
  refuseUnless(!isSamePerson(guardian.person, self), 'GUARDIAN_IS_PATIENT', 'nobody is their own guardian');
  const event: GuardianAppointed = {
    type: 'GuardianAppointed',
    version: 1,
    at: now,
    patient: patient.patient,
    guardian,
  };
  if (patient.guardians.some((one) => isSameGuardian(one, guardian)))
    return { repeated: { ...event, at: patient.changedAt } };
  // Ended ones make room: they act for nobody any more.
  const others = patient.guardians.filter(
    ({ person, until }) => !isSamePerson(person, guardian.person) && until >= now,
  );
  refuseUnless(others.length < MOST_GUARDIANS, 'GUARDIANS_FULL', `a patient has at most ${MOST_GUARDIANS} guardians`);
  return { state: { ...patient, guardians: [...others, guardian], changedAt: now }, event };
}

/**
 * Ends a guardianship: by the patient, a privacy officer of the home organisation, or the guardian. None to end is a success.
 *
 * @throws LedgerError NOT_THE_PATIENT
 */
export function dismissGuardian(
  patient: Patient,
  { person }: DismissGuardian,
  by: Speaker,
  now: Instant,
): Decision<Patient, GuardianDismissed> {
  const isSelf = isSamePerson(person, { organisation: by.actor.organisation, name: by.actor.name });
  if (!isSelf) requireNaming(patient, by);
  const event: GuardianDismissed = { type: 'GuardianDismissed', version: 1, at: now, patient: patient.patient, person };
  const guardians = patient.guardians.filter((one) => !isSamePerson(one.person, person));
  if (guardians.length === patient.guardians.length) return { repeated: { ...event, at: patient.changedAt } };
  return { state: { ...patient, guardians, changedAt: now }, event };
}

function requireNaming(patient: Patient, by: Speaker): void {
  const isPermitted = isPatient(patient, by) || isPrivacyOfficerOf(patient.home, by.actor);
  refuseUnless(isPermitted, 'NOT_THE_PATIENT', 'the patient or a privacy officer at home names guardians');
}

function isPrivacyOfficerOf(home: string, { role, organisation }: Actor): boolean {
  return role === 'privacy-officer' && organisation === home;
}

function isSamePerson(one: Person, other: Person): boolean {
  return one.organisation === other.organisation && one.name === other.name;
}

function isSameGuardian(one: Guardian, other: Guardian): boolean {
  return isSamePerson(one.person, other.person) && one.scope === other.scope && one.until === other.until;
}

function registered({ patient, home, person }: Patient, at: Instant): PatientRegistered {
  return { type: 'PatientRegistered', version: 1, at, patient, home, person };
}
