/** Whether somebody may see a record: a denial is a result like any other, and the patient is told both. */
import { type Actor, type Decision, type Instant, instantOf, refuseUnless } from '../../ledger';
import { readerOf, type ReadRequest } from '../consent';
import type { GivenConsents } from '../given-consents/given-consents.schema';
import type { Patient } from '../patient/patient.schema';
import { guardianshipOf, isPatient, type Speaker } from '../patient/speaker.rules';
import { type AskedPurpose, isWorkOf } from './purpose.table';
import type { AccessDecision, DecideAccess, RequestAccess } from './session-commands.schema';
import type { AccessDecided } from './session.events';
import { isSameReader, type SessionReader, type Session, SESSION_MINUTES } from './session.schema';

const MINUTE = 60_000;

/** What an access is judged by. */
export interface AccessSituation {
  readonly patient: Patient;
  /** The patient's consents; undefined when they never gave any. */
  readonly given: GivenConsents | undefined;
}

/** What a request for a session is judged by. */
export interface RequestingSituation extends AccessSituation {
  /** The session under the id, if the id stands already. */
  readonly existing: Session | undefined;
}

/** Who submits, as a session names a reader. */
export function readerIn({ organisation, name, role }: Actor): SessionReader {
  return { organisation, name, role };
}

/** What would come of asking, without asking: nothing is kept of it. */
export function decideAccess(
  { patient, given }: AccessSituation,
  { purpose, types }: DecideAccess,
  by: Speaker,
  now: Instant,
): AccessDecision {
  if (!isWorkOf(by.actor.role, purpose)) return { isAllowed: false, reason: 'role-not-permitted', isLimited: true };
  if (purpose === 'PATRQT') return decideOwn(patient, by, now);
  const reader = readerOf(given?.consents ?? [], requestOf(readerIn(by.actor), purpose, now));
  const { isAllowed, reason } = reader.openSession(types);
  return { isAllowed, reason, isLimited: reader.isLimited };
}

/**
 * Commits whether somebody may see a record, for a quarter of an hour. The same person's same request answers the first
 * result.
 *
 * @throws LedgerError SESSION_ID_TAKEN
 */
export function requestAccess(
  { existing, ...situation }: RequestingSituation,
  command: RequestAccess,
  by: Speaker,
  now: Instant,
): Decision<Session, AccessDecided> {
  const reader = readerIn(by.actor);
  if (existing !== undefined) {
    refuseUnless(isSameRequest(existing, command, reader), 'SESSION_ID_TAKEN', 'the id stands for another session');
    return { repeated: decided(existing) };
  }
  const { isAllowed, reason } = decideAccess(situation, command, by, now);
  const state: Session = {
    ...command,
    reader,
    isAllowed,
    reason,
    askedAt: now,
    ...(isAllowed && { until: instantOf(Date.parse(now) + SESSION_MINUTES * MINUTE) }),
    changedAt: now,
  };
  return { state, event: decided(state) };
}

/** A reader's purpose now, as consents are asked. */
export function requestOf(
  { name, ...reader }: SessionReader,
  purpose: ReadRequest['purpose'],
  at: Instant,
): ReadRequest {
  return { ...reader, person: name, purpose, at };
}

/** One's own record needs no consent, and nothing of it is withheld. */
function decideOwn(patient: Patient, by: Speaker, now: Instant): AccessDecision {
  if (isPatient(patient, by)) return { isAllowed: true, reason: 'own-record', isLimited: false };
  const isGuardian = guardianshipOf(patient, by, now) !== undefined;
  return isGuardian
    ? { isAllowed: true, reason: 'guardian', isLimited: false }
    : { isAllowed: false, reason: 'not-the-patient', isLimited: true };
}

function isSameRequest(existing: Session, { patient, purpose, types }: RequestAccess, reader: SessionReader): boolean {
  return (
    isSameReader(existing.reader, reader) &&
    existing.patient === patient &&
    existing.purpose === (purpose satisfies AskedPurpose) &&
    String(existing.types) === String(types)
  );
}

function decided({
  session,
  patient,
  reader,
  purpose,
  types,
  isAllowed,
  reason,
  until,
  askedAt,
}: Session): AccessDecided {
  return {
    ...{ type: 'AccessDecided', version: 1, at: askedAt },
    ...{ session, patient, reader, purpose, isAllowed, reason },
    ...(types && { types }),
    ...(until && { until }),
  };
}
