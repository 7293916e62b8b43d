/** An emergency: why the glass was broken, who agreed to open what is sealed, and how it was judged afterwards. */
import { z } from 'zod';
import { type Instant, instantSchema, plainTextSchema, type Role } from '../../ledger';
import { reviewSchema } from '../link/link.schema';
import { personSchema } from '../patient/patient.schema';

/** Hours for which a broken glass opens a record. */
export const EMERGENCY_HOURS = 4;

/** Hours within which a privacy officer reviews. */
export const REVIEW_HOURS = 72;

/** Seconds after which a report of a broken glass is late: it happened while the ledger could not be reached. */
export const LATE_SECONDS = 60;

/** Seconds for which a second clinician is waited for. */
export const SECOND_CLINICIAN_SECONDS = 120;

/** Who may agree that what is sealed is opened. */
export const APPROVING_ROLES: readonly Role[] = ['nurse', 'physician'];

/**
 * Why the glass is broken, by HL7 v3 ActReason (purposes of use below treatment and disclosure):
 *
 * - `ETREAT`: emergency treatment
 * - `ERTREAT`: treatment in an emergency room
 * - `DISASTER`: care for people in a disaster
 * - `THREAT`: somebody is in danger of violence
 *
 * @see https://terminology.hl7.org/CodeSystem-v3-ActReason.html
 */
export const emergencyReasonSchema = z.enum(['DISASTER', 'ERTREAT', 'ETREAT', 'THREAT']);

/** What a clinician writes about an emergency. */
export const emergencyTextSchema = plainTextSchema(1_000);

/** A second clinician's agreement, by their own transaction. */
export const approvalSchema = personSchema.extend({ role: z.enum(['nurse', 'physician']), at: instantSchema });

/** A second clinician's agreement. */
export type Approval = z.infer<typeof approvalSchema>;

/** Why what is sealed was opened without a second clinician: both times by the custodian gateway's clock. */
export const aloneSchema = z.strictObject({
  text: emergencyTextSchema,
  /** When a second clinician was asked for. */
  askedAt: instantSchema,
  /** When the record was opened without one. */
  openedAt: instantSchema,
});

/** How what is sealed was opened. */
export const openingSchema = z.strictObject({
  at: instantSchema,
  /** Missing when a second clinician agreed. */
  alone: aloneSchema.exactOptional(),
});

/** How the glass was broken for a session. */
export const emergencySchema = z.strictObject({
  reason: emergencyReasonSchema,
  text: emergencyTextSchema,
  /** When it happened; in downtime before it could be committed. */
  at: instantSchema,
  isLate: z.boolean(),
  approval: approvalSchema.exactOptional(),
  opening: openingSchema.exactOptional(),
  /** The last moment to review it. */
  reviewDue: instantSchema,
  review: reviewSchema.exactOptional(),
});

/** How the glass was broken for a session. */
export type Emergency = z.infer<typeof emergencySchema>;

/** A session, as far as it is an emergency. */
interface EmergencySession {
  /** When the ledger learned of it. */
  readonly askedAt: Instant;
  readonly emergency?: Emergency;
}

/**
 * Whether what is sealed is open to others' records at a moment. Who opened it alone waits two minutes from when the ledger
 * learned of the emergency, too: a late report tells of times that nobody else saw, and opens nothing sooner.
 */
export function isSealedOpen({ askedAt, emergency }: EmergencySession, at: Instant): boolean {
  if (emergency?.opening === undefined) return false;
  const hasWaited = Date.parse(at) - Date.parse(askedAt) >= SECOND_CLINICIAN_SECONDS * 1_000;
  return emergency.opening.alone === undefined || hasWaited;
}

/** How far a review is. */
export type ReviewState = 'open' | 'overdue' | 'closed';

/** How far the review of an emergency is at a moment: overdue until it is closed. */
export function reviewStateOf({ review, reviewDue }: Emergency, at: Instant): ReviewState {
  if (review !== undefined) return 'closed';
  return at <= reviewDue ? 'open' : 'overdue';
}
