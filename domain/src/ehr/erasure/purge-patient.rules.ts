/** How the ledger lets go of a patient: piece by piece, and at last the patient. */
import {
  type Actor,
  type Decision,
  type Digest,
  type Instant,
  LedgerError,
  type PrivateEvent,
  refuseUnless,
} from '../../ledger';
import type { EmergencyLink } from '../link/link.schema';
import type { Patient } from '../patient/patient.schema';
import type { Session } from '../session/session.schema';
import type { PurgePatient } from './erasure-commands.schema';
import { confirmationDigest, type ErasureStatement } from './erasure-statement.schema';
import type { PatientErased, PatientPurged } from './erasure.events';
import type { Erasure } from './erasure.schema';
import { isHeld, requireTheirs } from './stand.rules';

/** What a purge is judged by. */
export interface PurgingSituation {
  readonly patient: Patient;
  readonly erasure: Erasure;
  /** Those of the named sessions that are still there. */
  readonly sessions: readonly Session[];
  /** Those of the named transactions' events that are still there. */
  readonly events: readonly PrivateEvent[];
  /** Those of the patient at any provider. */
  readonly emergencyLinks: readonly EmergencyLink[];
}

/** What goes. */
export interface Purge {
  readonly sessions: readonly string[];
  readonly transactions: readonly string[];
  /** The patient, when this is the last purge, and what stays of their erasure. */
  readonly last?: { readonly patient: Patient; readonly statement: ErasureStatement };
}

/**
 * Lets the home organisation purge what is the patient's. Pieces may go once every provider has answered and none keeps who
 * had access; the patient goes when all have confirmed. Pieces that are gone are no fault, so that it can be sent again.
 *
 * @throws LedgerError NOT_HOME_ORGANISATION, ERASURE_NOT_FOUND, ERASURE_NOT_ANSWERED, ERASURE_NOT_CONFIRMED, RETENTION_HOLD,
 * NOT_OF_PATIENT, REVIEW_OPEN
 */
export function purgePatient(
  digest: Digest,
  situation: PurgingSituation,
  { erasure: id, isLast }: PurgePatient,
  { organisation }: Actor,
  now: Instant,
): Decision<Purge, PatientPurged | PatientErased> {
  const { patient, erasure } = situation;
  refuseUnless(organisation === patient.home, 'NOT_HOME_ORGANISATION', 'the home organisation purges its patient');
  refuseUnless(id === erasure.erasure, 'ERASURE_NOT_FOUND', 'no erasure of the patient with this id stands');
  requireAnswers(erasure, isLast, now);
  const pieces = piecesOf(situation);
  if (!isLast) return { state: pieces, event: { type: 'PatientPurged', version: 1, at: now, erasure: id } };
  const isReviewed = situation.emergencyLinks.every(({ review }) => review !== undefined);
  refuseUnless(isReviewed, 'REVIEW_OPEN', 'an emergency link of the patient is to be reviewed first');
  const statement = statementOf(digest, patient, erasure, now);
  return { state: { ...pieces, last: { patient, statement } }, event: erased(statement) };
}

/** The last purge, sent again after it was done. */
export function purgedBefore(statement: ErasureStatement): Decision<Purge, PatientErased> {
  return { repeated: erased(statement) };
}

function requireAnswers({ answers }: Erasure, isLast: boolean, now: Instant): void {
  const silent = answers.filter(({ hold, confirmation }) => hold === undefined && confirmation === undefined);
  if (silent.length > 0) throw missing('ERASURE_NOT_ANSWERED', silent);
  const keeping = answers.filter((answer) => isHeld(answer, 'accesses', now));
  if (keeping.length > 0) throw missing('RETENTION_HOLD', keeping);
  const open = answers.filter(({ confirmation }) => confirmation === undefined);
  if (isLast && open.length > 0) throw missing('ERASURE_NOT_CONFIRMED', open);
}

function missing(
  code: 'ERASURE_NOT_ANSWERED' | 'RETENTION_HOLD' | 'ERASURE_NOT_CONFIRMED',
  answers: Erasure['answers'],
): LedgerError {
  return new LedgerError(code, answers.map(({ provider }) => provider).join(', '));
}

function piecesOf({ patient: { patient }, sessions, events }: PurgingSituation): Purge {
  const areTheirs = sessions.every((one) => one.patient === patient);
  refuseUnless(areTheirs, 'NOT_OF_PATIENT', 'a session that is to be purged is not this patient’s');
  requireTheirs(patient, events);
  const isReviewed = sessions.every(({ emergency }) => emergency === undefined || emergency.review !== undefined);
  refuseUnless(isReviewed, 'REVIEW_OPEN', 'an emergency of the patient is to be reviewed first');
  return {
    sessions: sessions.map(({ session }) => session),
    transactions: events.map(({ transactionId }) => transactionId),
  };
}

function statementOf(
  digest: Digest,
  { home }: Patient,
  { erasure, requestedAt, answers }: Erasure,
  now: Instant,
): ErasureStatement {
  const confirmations = answers.flatMap(({ provider, confirmation }) =>
    confirmation === undefined
      ? []
      : [{ provider, digest: confirmationDigest(digest, confirmation), at: confirmation.at }],
  );
  return { erasure, home, requestedAt, confirmations, changedAt: now };
}

function erased({ changedAt, ...statement }: ErasureStatement): PatientErased {
  return { type: 'PatientErased', version: 1, at: changedAt, ...statement };
}
