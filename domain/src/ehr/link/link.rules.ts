/** How a provider's record becomes a patient's, and ceases to be. */
import { type Change, type Decision, type Instant, refuseUnless } from '../../ledger';
import type { Patient } from '../patient/patient.schema';
import { requireVoice, type Speaker } from '../patient/speaker.rules';
import type { RecordLinked, RecordUnlinked } from './link.events';
import type { EmergencyLink, Link, LinkRecord, UnlinkRecord } from './link.schema';

/** What a link is judged by. */
export interface LinkingSituation {
  readonly patient: Patient;
  /** The provider's link of the patient, if there is one. */
  readonly existing: Link | undefined;
  /** What the provider's staff did in an emergency, if anything. */
  readonly emergency: EmergencyLink | undefined;
}

/**
 * Links a provider's record with a patient: by the patient or a guardian who decides, or by the staff who made an emergency
 * link that stands. The same again is a success; the patient's own link takes the place of an emergency one.
 *
 * @throws LedgerError NOT_THE_PATIENT, EMERGENCY_LINK_MISSING, RECORD_ALREADY_LINKED
 */
export function linkRecord(
  { patient, existing, emergency }: LinkingSituation,
  command: LinkRecord,
  by: Speaker,
  now: Instant,
): Decision<Link, RecordLinked> {
  const origin = isStaff(by) ? requireEmergency(emergency, command, by, now) : requirePatient(patient, by, now);
  if (existing?.recordNumber === command.recordNumber && (existing.origin === origin || origin === 'emergency'))
    return { repeated: linked(existing, existing.changedAt) };
  const isFree = existing === undefined || existing.recordNumber === command.recordNumber;
  refuseUnless(isFree, 'RECORD_ALREADY_LINKED', 'the patient has another record number here: unlink it first');
  const state: Link = { ...command, origin, changedAt: now };
  return { state, event: linked(state, now) };
}

/**
 * Takes a link away.
 *
 * @throws LedgerError NOT_THE_PATIENT, RECORD_NOT_LINKED
 */
export function unlinkRecord(
  { patient, existing }: LinkingSituation,
  { provider }: UnlinkRecord,
  by: Speaker,
  now: Instant,
): Change<Link, RecordUnlinked> {
  requireVoice(patient, by, 'decide', now);
  refuseUnless(existing !== undefined, 'RECORD_NOT_LINKED', 'the provider has no record of the patient');
  const event: RecordUnlinked = {
    type: 'RecordUnlinked',
    version: 1,
    at: now,
    patient: patient.patient,
    provider,
  };
  return { state: existing, event };
}

/** Whether a link counts: one that staff made in an emergency ends unless the patient confirms it. */
export function isLinkInForce(link: Link, emergency: EmergencyLink | undefined, now: Instant): boolean {
  return link.origin === 'patient' || (emergency !== undefined && isEmergencyLinkInForce(emergency, now));
}

/** Whether staff's link stands: the patient confirmed it, or has not answered yet and its time is not over. */
export function isEmergencyLinkInForce({ state, until }: EmergencyLink, now: Instant): boolean {
  return state === 'confirmed' || (state === 'provisional' && now <= until);
}

function isStaff({ actor }: Speaker): boolean {
  return actor.role !== 'patient' && actor.role !== 'guardian';
}

function requirePatient(patient: Patient, by: Speaker, now: Instant): 'patient' {
  requireVoice(patient, by, 'decide', now);
  return 'patient';
}

function requireEmergency(
  emergency: EmergencyLink | undefined,
  { provider }: LinkRecord,
  { actor }: Speaker,
  now: Instant,
): 'emergency' {
  const isOwn = actor.organisation === provider && emergency?.by === actor.name;
  const isStanding = isOwn && isEmergencyLinkInForce(emergency, now);
  refuseUnless(isStanding, 'EMERGENCY_LINK_MISSING', 'staff link only whom they reported as an emergency here');
  return 'emergency';
}

function linked({ patient, provider, recordNumber, origin }: Link, at: Instant): RecordLinked {
  return { type: 'RecordLinked', version: 1, at, patient, provider, recordNumber, origin };
}
