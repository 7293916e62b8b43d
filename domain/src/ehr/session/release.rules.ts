/** What a custodian goes by before it releases a record: the session, and the consents as they stand at that moment. */
import { z } from 'zod';
import { type Instant, refuseUnless } from '../../ledger';
import { readerOf } from '../consent';
import { isSealedOpen } from '../emergency/emergency.schema';
import { givenConsentsSchema } from '../given-consents/given-consents.schema';
import { patientSchema } from '../patient/patient.schema';
import type { Speaker } from '../patient/speaker.rules';
import { custodianLogSchema } from '../record-log/custodian-log.schema';
import { readerIn, type AccessSituation, requestOf } from './request-access.rules';
import { accessReasonSchema, isOpen, isSameReader, type Session, sessionSchema } from './session.schema';

/**
 * Whether a session opens a record now. Beside the reasons for which sessions are allowed and denied: it was `ended`, or its
 * time is `over`.
 */
export const releaseVerdictSchema = z.strictObject({
  isOpen: z.boolean(),
  reason: z.enum([...accessReasonSchema.options, 'ended', 'over']),
  /** Whether what is released may be incomplete by the patient's choice, or because it is sealed. */
  isLimited: z.boolean(),
  /** In an emergency: whether more is open than what every emergency opens. */
  isSealedOpen: z.boolean(),
});

/** Whether a session opens a record now. */
export type ReleaseVerdict = z.infer<typeof releaseVerdictSchema>;

/** All that a custodian's gateway needs to release a record, as it stands at one moment. */
export const releaseSchema = z.strictObject({
  session: sessionSchema,
  patient: patientSchema.omit({ guardians: true }),
  /** With signature and certificate, which the custodian checks; null when the patient never gave any. */
  consents: givenConsentsSchema.nullable(),
  /** What the asking organisation's own batches add up to; null when it never anchored any. */
  log: custodianLogSchema.nullable(),
  verdict: releaseVerdictSchema,
});

/** All that a custodian's gateway needs to release a record. */
export type Release = z.infer<typeof releaseSchema>;

/**
 * Judges a session at a moment by the consents and guardianships of that moment: a withdrawal binds from its commit, however
 * long the session would have stood. Each resource is decided by itself after that.
 */
export function judgeRelease(session: Session, situation: AccessSituation, now: Instant): ReleaseVerdict {
  const closed = closedReasonOf(session, now);
  if (closed !== undefined) return { isOpen: false, reason: closed, isLimited: true, isSealedOpen: false };
  if (session.purpose === 'BTG') {
    const isSealed = !isSealedOpen(session, now);
    return { isOpen: true, reason: 'emergency', isLimited: isSealed, isSealedOpen: !isSealed };
  }
  if (session.purpose === 'PATRQT') return judgeOwn(session, situation, now);
  const reader = readerOf(situation.given?.consents ?? [], requestOf(session.reader, session.purpose, now));
  const { isAllowed, reason } = reader.openSession(session.types);
  return { isOpen: isAllowed, reason, isLimited: reader.isLimited, isSealedOpen: false };
}

/**
 * Lets custodians' gateways and the reader pass.
 *
 * @throws LedgerError SESSION_NOT_YOURS
 */
export function requireReleasing(session: Session, { actor }: Speaker): void {
  const isPermitted = actor.role === 'gateway' || isSameReader(session.reader, readerIn(actor));
  refuseUnless(isPermitted, 'SESSION_NOT_YOURS', 'custodians and the reader alone ask what a session opens');
}

function closedReasonOf(session: Session, now: Instant): ReleaseVerdict['reason'] | undefined {
  if (!session.isAllowed) return session.reason;
  if (isOpen(session, now)) return undefined;
  return session.ended === undefined ? 'over' : 'ended';
}

/** Patients are who they were; a guardianship may have ended since. */
function judgeOwn({ reader, reason }: Session, { patient }: AccessSituation, now: Instant): ReleaseVerdict {
  const isStill =
    reason === 'own-record' ||
    patient.guardians.some(
      ({ person, until }) => person.organisation === reader.organisation && person.name === reader.name && now <= until,
    );
  return isStill
    ? { isOpen: true, reason, isLimited: false, isSealedOpen: false }
    : { isOpen: false, reason: 'not-the-patient', isLimited: true, isSealedOpen: false };
}
