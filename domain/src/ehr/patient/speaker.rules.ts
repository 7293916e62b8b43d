/** Who speaks for a patient: themselves by their home organisation's certificate, or a guardian within scope and time. */
import { type Actor, type Instant, refuseUnless } from '../../ledger';
import type { Guardian, GuardianScope, Patient } from './patient.schema';

/** Who submits, with the digest of their certificate's key. */
export interface Speaker {
  readonly actor: Actor;
  /** SHA-256 of the SubjectPublicKeyInfo, hex. */
  readonly key: string;
}

/** As whom somebody speaks for a patient. */
export type Voice = 'patient' | 'guardian';

/** Whether the certificate is the patient's own: of the home organisation, under their name, with their key if they keep one. */
export function isPatient(patient: Patient, { actor, key }: Speaker): boolean {
  return (
    actor.role === 'patient' &&
    actor.organisation === patient.home &&
    actor.name === patient.person &&
    (patient.ownKey === undefined || patient.ownKey === key)
  );
}

/** The guardianship in force by which somebody acts, if one does. */
export function guardianshipOf(patient: Patient, { actor }: Speaker, now: Instant): Guardian | undefined {
  if (actor.role !== 'guardian') return undefined;
  return patient.guardians.find(
    ({ person, until }) => person.organisation === actor.organisation && person.name === actor.name && now <= until,
  );
}

/**
 * Lets the patient pass, and a guardian whose scope holds what is done. Who may decide may read.
 *
 * @throws LedgerError NOT_THE_PATIENT
 */
export function requireVoice(patient: Patient, speaker: Speaker, needed: GuardianScope, now: Instant): Voice {
  if (isPatient(patient, speaker)) return 'patient';
  const guardianship = guardianshipOf(patient, speaker, now);
  const isEnough = guardianship !== undefined && (guardianship.scope === 'decide' || needed === 'read');
  refuseUnless(isEnough, 'NOT_THE_PATIENT', 'only the patient does this, or a guardian whose scope holds it');
  return 'guardian';
}
