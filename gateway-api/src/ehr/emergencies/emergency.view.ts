/** An emergency as the API shows it to privacy officers, and to the patient whom it was about. */
import { emergencySchema, reviewStateOf, sessionSchema } from '@theriac/domain/ehr';
import { type Instant, instantSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { LedgerEmergency } from './emergencies.store';
import type { OwnEmergency } from './own-emergencies.store';

const { session, patient, reader, isAllowed, reason } = sessionSchema.shape;
const { approval, opening, review } = emergencySchema.shape;

/** An emergency. */
export const emergencyViewSchema = z.strictObject({
  ...{ session, patient, reader, isAllowed, reason },
  /** Why the glass was broken, in code and words. */
  why: emergencySchema.pick({ reason: true, text: true }),
  happenedAt: instantSchema,
  /** Null as long as the ledger does not know of it. */
  toldAt: instantSchema.nullable(),
  isLate: z.boolean().nullable(),
  until: instantSchema.nullable(),
  approval: approval.nullable(),
  opening: opening.nullable(),
  state: z.enum(['open', 'overdue', 'closed', 'untold']),
  reviewDue: instantSchema.nullable(),
  review: review.nullable(),
});

/** An emergency. */
export type EmergencyView = z.infer<typeof emergencyViewSchema>;

/** The view of an emergency of which the ledger tells. */
export function emergencyView(row: LedgerEmergency, now: Instant): EmergencyView {
  const { emergency } = row;
  return {
    ...{ session: row.session, patient: row.patient, reader: row.reader, isAllowed: row.isAllowed },
    ...common(row.reason, emergency),
    ...{ toldAt: row.askedAt, isLate: emergency.isLate, until: row.until, state: reviewStateOf(emergency, now) },
    ...{ reviewDue: emergency.reviewDue, review: emergency.review ?? null },
  };
}

/** The view of an emergency of which the ledger does not know, or which it refused. */
export function untoldView({ state }: OwnEmergency): EmergencyView {
  const { emergency } = state;
  if (emergency === undefined) throw new Error('an emergency of this gateway has no emergency');
  return {
    ...{ session: state.session, patient: state.patient, reader: state.reader, isAllowed: state.isAllowed },
    ...common(state.reason, emergency),
    ...{ toldAt: null, isLate: null, until: state.until ?? null, state: 'untold', reviewDue: null, review: null },
  };
}

function common(
  why: string,
  { reason: code, text, at, approval: agreed, opening: opened }: LedgerEmergency['emergency'],
) {
  return {
    reason: reason.parse(why),
    why: { reason: code, text },
    happenedAt: at,
    ...{ approval: agreed ?? null, opening: opened ?? null },
  };
}
