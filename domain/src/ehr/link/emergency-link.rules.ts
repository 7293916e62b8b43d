/** The link of a patient who cannot speak: made by staff for 72 hours, confirmed or rejected by the patient, always reviewed. */
import { type Actor, type Decision, type Instant, instantOf, refuseUnless } from '../../ledger';
import type { Patient } from '../patient/patient.schema';
import { requireVoice, type Speaker } from '../patient/speaker.rules';
import type { EmergencyLinkAnswered, EmergencyLinkMade, EmergencyLinkReviewed } from './link.events';
import {
  type AnswerEmergencyLink,
  EMERGENCY_LINK_HOURS,
  type EmergencyLink,
  type LinkInEmergency,
  type ReviewEmergencyLink,
} from './link.schema';
import { isEmergencyLinkInForce } from './link.rules';

const HOUR = 3_600_000;

/** What an emergency link is judged by. */
export interface EmergencyLinkSituation {
  readonly patient: Patient;
  /** The provider's last one for the patient. */
  readonly last: EmergencyLink | undefined;
}

/**
 * Says that a patient is here and cannot speak. While one stands, the same again is a success; after it ended a new one may
 * be made once the last was reviewed.
 *
 * @throws LedgerError EMERGENCY_LINK_REVIEW_OPEN
 */
export function linkInEmergency(
  { patient, last }: EmergencyLinkSituation,
  { reason }: LinkInEmergency,
  by: Actor,
  now: Instant,
): Decision<EmergencyLink, EmergencyLinkMade> {
  if (last !== undefined && isEmergencyLinkInForce(last, now)) return { repeated: made(last, last.madeAt) };
  const isReviewed = last === undefined || last.review !== undefined;
  refuseUnless(isReviewed, 'EMERGENCY_LINK_REVIEW_OPEN', 'the last emergency link of the patient here is not reviewed');
  const state: EmergencyLink = {
    patient: patient.patient,
    provider: by.organisation,
    by: by.name,
    reason,
    madeAt: now,
    until: instantOf(Date.parse(now) + EMERGENCY_LINK_HOURS * HOUR),
    state: 'provisional',
    changedAt: now,
  };
  return { state, event: made(state, now) };
}

/**
 * The patient confirms staff's link for good, or rejects it. A rejection may follow a confirmation, never the other way.
 *
 * @throws LedgerError NOT_THE_PATIENT, EMERGENCY_LINK_MISSING
 */
export function answerEmergencyLink(
  { patient, last }: EmergencyLinkSituation,
  { isConfirmed }: AnswerEmergencyLink,
  by: Speaker,
  now: Instant,
): Decision<EmergencyLink, EmergencyLinkAnswered> {
  requireVoice(patient, by, 'decide', now);
  refuseUnless(last !== undefined, 'EMERGENCY_LINK_MISSING', 'nobody linked the patient there in an emergency');
  const state = isConfirmed ? 'confirmed' : 'rejected';
  if (last.state === state) return { repeated: answered(last, last.changedAt) };
  const isOpen = !isConfirmed || isEmergencyLinkInForce(last, now);
  refuseUnless(isOpen, 'EMERGENCY_LINK_MISSING', 'the emergency link has ended: link the record anew');
  const next: EmergencyLink = { ...last, state, changedAt: now };
  return { state: next, event: answered(next, now) };
}

/**
 * A privacy officer of the provider judges staff's link, never the one who made it. The same again is a success.
 *
 * @throws LedgerError EMERGENCY_LINK_MISSING, SECOND_PERSON_NEEDED, REVIEW_CLOSED
 */
export function reviewEmergencyLink(
  { last }: EmergencyLinkSituation,
  { outcome, text }: ReviewEmergencyLink,
  by: Actor,
  now: Instant,
): Decision<EmergencyLink, EmergencyLinkReviewed> {
  refuseUnless(last !== undefined, 'EMERGENCY_LINK_MISSING', 'nobody linked the patient here in an emergency');
  refuseUnless(last.by !== by.name, 'SECOND_PERSON_NEEDED', 'who made the link does not judge it');
  if (last.review !== undefined) {
    const isSame = last.review.by === by.name && last.review.outcome === outcome && last.review.text === text;
    refuseUnless(isSame, 'REVIEW_CLOSED', 'the emergency link was reviewed already');
    return { repeated: reviewed(last, last.review) };
  }
  const review = { by: by.name, outcome, text, at: now };
  return { state: { ...last, review, changedAt: now }, event: reviewed(last, review) };
}

function made({ patient, provider, by, reason, until }: EmergencyLink, at: Instant): EmergencyLinkMade {
  return { type: 'EmergencyLinkMade', version: 1, at, patient, provider, by, reason, until };
}

function answered({ patient, provider, state }: EmergencyLink, at: Instant): EmergencyLinkAnswered {
  return { type: 'EmergencyLinkAnswered', version: 1, at, patient, provider, state };
}

function reviewed(
  { patient, provider }: EmergencyLink,
  review: NonNullable<EmergencyLink['review']>,
): EmergencyLinkReviewed {
  return { type: 'EmergencyLinkReviewed', version: 1, at: review.at, patient, provider, review };
}
