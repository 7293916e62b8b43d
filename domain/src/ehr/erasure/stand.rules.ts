/** What an erasure that stands lets happen around a patient, and what it does not. */
import { type Instant, type PrivateEvent, refuseUnless } from '../../ledger';
import type { Answer, Erasure, Held } from './erasure.schema';

/**
 * Lets new things be taken for a patient whom nobody erases: consents, links, guardians, sessions.
 *
 * @throws LedgerError ERASURE_STANDS
 */
export function requireNoErasure(erasure: Erasure | undefined): void {
  refuseUnless(erasure === undefined, 'ERASURE_STANDS', 'the patient is being erased: nothing new is taken for them');
}

/**
 * Lets what is bound to records be done while anybody has some: emergencies, withdrawals, findings. When every provider has
 * confirmed, no more events of the patient come into being, so that the last of them can be purged.
 *
 * @throws LedgerError ERASURE_CONFIRMED
 */
export function requireRecords(erasure: Erasure | undefined): void {
  const isLeft = erasure === undefined || erasure.answers.some(({ confirmation }) => confirmation === undefined);
  refuseUnless(isLeft, 'ERASURE_CONFIRMED', 'every provider has destroyed what it had of the patient');
}

/**
 * Lets a custodian anchor records until it has confirmed that it destroyed all.
 *
 * @throws LedgerError ERASURE_CONFIRMED
 */
export function requireCustody(erasure: Erasure | undefined, custodian: string): void {
  const isConfirmed = erasure !== undefined && answerOf(erasure, custodian)?.confirmation !== undefined;
  refuseUnless(!isConfirmed, 'ERASURE_CONFIRMED', 'the custodian has destroyed what it had of a patient');
}

/** What a provider has said. */
export function answerOf({ answers }: Erasure, provider: string): Answer | undefined {
  return answers.find((one) => one.provider === provider);
}

/** Whether a provider keeps this by a hold that is not over. */
export function isHeld({ hold }: Answer, what: Held, now: Instant): boolean {
  return hold !== undefined && now <= hold.until && hold.covers.includes(what);
}

/**
 * Lets events go that are the patient's. One that names no patient is of several, or of none, and stays.
 *
 * @throws LedgerError NOT_OF_PATIENT
 */
export function requireTheirs(patient: string, events: readonly PrivateEvent[]): void {
  const areTheirs = events.every(({ event }) => 'patient' in event && event.patient === patient);
  refuseUnless(areTheirs, 'NOT_OF_PATIENT', 'an event that is to be purged is not this patient’s');
}
