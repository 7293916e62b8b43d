/** Who may look at a session. */
import { type Instant, refuseUnless } from '../../ledger';
import { APPROVING_ROLES } from '../emergency/emergency.schema';
import type { Patient } from '../patient/patient.schema';
import { guardianshipOf, isPatient, type Speaker } from '../patient/speaker.rules';
import { readerIn } from './request-access.rules';
import { isSameReader, type Session } from './session.schema';

/**
 * Lets pass: providers' gateways, the reader, the patient and guardians, privacy officers of the reader's and of the patient's
 * organisation, and in an emergency who might be the second clinician.
 *
 * @throws LedgerError SESSION_NOT_YOURS
 */
export function requireSight(
  { session, patient }: { readonly session: Session; readonly patient: Patient },
  speaker: Speaker,
  now: Instant,
): void {
  const { actor } = speaker;
  const isOfficer =
    actor.role === 'privacy-officer' && [session.reader.organisation, patient.home].includes(actor.organisation);
  const isPermitted =
    actor.role === 'gateway' ||
    isOfficer ||
    isSameReader(session.reader, readerIn(actor)) ||
    isPatient(patient, speaker) ||
    guardianshipOf(patient, speaker, now) !== undefined ||
    (session.emergency !== undefined && APPROVING_ROLES.includes(actor.role));
  refuseUnless(isPermitted, 'SESSION_NOT_YOURS', 'the session is about others');
}
