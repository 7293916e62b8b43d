/** A session as the API shows it to its reader. */
import { type Release, sessionSchema } from '@theriac/domain/ehr';
import { z } from 'zod';

const { session, patient, purpose, types, isAllowed, reason, askedAt, until, ended } = sessionSchema.shape;

/** A session. */
export const sessionViewSchema = z.strictObject({
  ...{ session, patient, purpose },
  /** The kinds of resources that were asked for; null for all. */
  types: types.nullable(),
  isAllowed,
  reason,
  /** Whether what is shown may be incomplete by the patient's choice. */
  isLimited: z.boolean(),
  /** Whether it opens the record now, by the consents as they stand. */
  isOpen: z.boolean(),
  askedAt,
  /** The last moment; null when it was denied. */
  until: until.nullable(),
  endedAt: ended.unwrap().shape.at.nullable(),
});

/** A session. */
export type SessionView = z.infer<typeof sessionViewSchema>;

/** The view of a session with what it opens now. */
export function sessionView({ session: one, verdict }: Pick<Release, 'session' | 'verdict'>): SessionView {
  return {
    ...{ session: one.session, patient: one.patient, purpose: one.purpose, types: one.types ?? null },
    ...{ isAllowed: one.isAllowed, reason: one.reason, isLimited: verdict.isLimited },
    isOpen: verdict.isOpen,
    ...{ askedAt: one.askedAt, until: one.until ?? null, endedAt: one.ended?.at ?? null },
  };
}
