/** An emergency as the API shows it to who declared it. */
import { approvalSchema, isOpen, isSealedOpen, sessionSchema } from '@theriac/domain/ehr';
import { type Instant, instantSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { StandingEmergency } from './own-emergencies';

const { session, patient, isAllowed, reason } = sessionSchema.shape;

/** An emergency as it stands at this gateway. */
export const ownEmergencyViewSchema = z.strictObject({
  ...{ session, patient, isAllowed, reason },
  happenedAt: instantSchema,
  /** The last moment; null when it was denied. */
  until: instantSchema.nullable(),
  /** Whether the record can be read now. */
  isOpen: z.boolean(),
  /** Whether more can be read than what every emergency needs. */
  isSealedOpen: z.boolean(),
  approval: approvalSchema.nullable(),
  /** What the ledger knows: `pending` until it was told, `refused` when it took the report for wrong. */
  state: z.enum(['pending', 'committed', 'refused']),
});

/** An emergency as it stands at this gateway. */
export type OwnEmergencyView = z.infer<typeof ownEmergencyViewSchema>;

/** The view of an emergency. */
export function ownEmergencyView({ state, standing, job }: StandingEmergency, now: Instant): OwnEmergencyView {
  const { emergency } = state;
  return {
    ...{ session: state.session, patient: state.patient, isAllowed: state.isAllowed, reason: state.reason },
    happenedAt: emergency?.at ?? state.askedAt,
    until: state.until ?? null,
    isOpen: standing !== 'refused' && isOpen(state, now),
    isSealedOpen: isSealedOpen(state, now),
    approval: emergency?.approval ?? null,
    // Of what came after the breaking something may be pending still.
    state: standing === 'committed' && job !== undefined ? 'pending' : standing,
  };
}
