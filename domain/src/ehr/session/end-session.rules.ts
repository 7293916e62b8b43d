/** How a session ends before its time. */
import { type Decision, type Instant, refuseUnless } from '../../ledger';
import type { Patient } from '../patient/patient.schema';
import { requireVoice, type Speaker } from '../patient/speaker.rules';
import { readerIn } from './request-access.rules';
import type { SessionEnded } from './session.events';
import { isOpen, isSameReader, type Session } from './session.schema';

/**
 * Ends a session: by who opened it, or by the patient (or a guardian who decides). An emergency ends by who broke the glass
 * alone: the patient sees it at once, and its review judges it. The same again is a success.
 *
 * @throws LedgerError NOT_THE_PATIENT, SESSION_NOT_YOURS, SESSION_NOT_OPEN
 */
export function endSession(
  { session, patient }: { readonly session: Session; readonly patient: Patient },
  speaker: Speaker,
  now: Instant,
): Decision<Session, SessionEnded> {
  const by = enderOf(session, patient, speaker, now);
  if (session.ended !== undefined) return { repeated: ended(session, session.ended) };
  refuseUnless(isOpen(session, now), 'SESSION_NOT_OPEN', 'the session was not allowed, or is over');
  const ending = { at: now, by };
  return { state: { ...session, ended: ending, changedAt: now }, event: ended(session, ending) };
}

type Ending = NonNullable<Session['ended']>;

function enderOf(session: Session, patient: Patient, speaker: Speaker, now: Instant): Ending['by'] {
  if (isSameReader(session.reader, readerIn(speaker.actor))) return 'reader';
  const isEmergency = session.emergency !== undefined;
  refuseUnless(!isEmergency, 'SESSION_NOT_YOURS', 'who broke the glass alone ends the session');
  return requireVoice(patient, speaker, 'decide', now);
}

function ended({ session, patient, reader }: Session, { at, by }: Ending): SessionEnded {
  return { type: 'SessionEnded', version: 1, at, session, patient, reader, by };
}
