/** Every broken glass is judged by a privacy officer of the reader's organisation. */
import { type Actor, type Decision, type Instant, refuseUnless } from '../../ledger';
import type { Session } from '../session/session.schema';
import type { ReviewEmergency } from './emergency-commands.schema';
import type { EmergencyReviewed } from './emergency.events';

type Review = NonNullable<NonNullable<Session['emergency']>['review']>;

/**
 * A privacy officer's finding, in time or overdue, never by who broke the glass. The same again is a success.
 *
 * @throws LedgerError NOT_AN_EMERGENCY, SESSION_NOT_YOURS, SECOND_PERSON_NEEDED, REVIEW_CLOSED
 */
export function reviewEmergency(
  session: Session,
  { outcome, text }: ReviewEmergency,
  by: Actor,
  now: Instant,
): Decision<Session, EmergencyReviewed> {
  const { emergency, reader } = session;
  refuseUnless(emergency !== undefined, 'NOT_AN_EMERGENCY', 'nobody broke the glass for the session');
  const isOwn = by.organisation === reader.organisation;
  refuseUnless(isOwn, 'SESSION_NOT_YOURS', 'the organisation of who broke the glass reviews it');
  refuseUnless(by.name !== reader.name, 'SECOND_PERSON_NEEDED', 'nobody judges what they did themselves');
  if (emergency.review !== undefined) {
    const isSame =
      emergency.review.by === by.name && emergency.review.outcome === outcome && emergency.review.text === text;
    refuseUnless(isSame, 'REVIEW_CLOSED', 'the emergency was reviewed already');
    return { repeated: reviewed(session, emergency.review) };
  }
  const review = { by: by.name, outcome, text, at: now };
  return {
    state: { ...session, emergency: { ...emergency, review }, changedAt: now },
    event: reviewed(session, review),
  };
}

function reviewed({ session, patient, reader }: Session, review: Review): EmergencyReviewed {
  return { type: 'EmergencyReviewed', version: 1, at: review.at, session, patient, reader, review };
}
