/** A session: one person's access to one patient's record, for one purpose, as it was asked for and what became of it. */
import { z } from 'zod';
import { hexSchema, type Instant, instantSchema, roleSchema, type StateShape } from '../../ledger';
import { sessionReasonSchema } from '../consent';
import { emergencySchema } from '../emergency/emergency.schema';
import { clinicalTypeSchema } from '../item';
import { patientIdSchema, personSchema } from '../patient/patient.schema';
import { askedPurposeSchema } from './purpose.table';

/** A session's id: 128 random bits of the caller's. */
export const sessionIdSchema = hexSchema(16);

/** Minutes for which an allowed session stands. */
export const SESSION_MINUTES = 15;

/** Whom a session is for: exactly this person, in this role. */
export const readerSchema = personSchema.extend({ role: roleSchema });

/** Whom a session is for. */
export type SessionReader = z.infer<typeof readerSchema>;

/**
 * Why a session was allowed or denied. Beside what consents say:
 *
 * - `own-record`, `guardian`: the patient reads, or who acts for them
 * - `not-the-patient`: somebody asked as patient or guardian who is neither
 * - `role-not-permitted`: the purpose is not this role's work, or the provider lets the role break no glass
 * - `emergency`: the glass was broken
 */
export const accessReasonSchema = z.enum([
  ...sessionReasonSchema.options,
  'own-record',
  'guardian',
  'not-the-patient',
  'role-not-permitted',
  'emergency',
]);

/** Why a session was allowed or denied. */
export type AccessReason = z.infer<typeof accessReasonSchema>;

/** The kinds of resources that are asked for; all when none is named. */
export const askedTypesSchema = z
  .array(clinicalTypeSchema)
  .min(1)
  .refine((types) => new Set(types).size === types.length, 'must name each type once');

/** How a session ended before its time. */
export const endingSchema = z.strictObject({ at: instantSchema, by: z.enum(['reader', 'patient', 'guardian']) });

/** A session. */
export const sessionSchema = z.strictObject({
  session: sessionIdSchema,
  patient: patientIdSchema,
  reader: readerSchema,
  purpose: z.enum([...askedPurposeSchema.options, 'BTG']),
  types: askedTypesSchema.exactOptional(),
  isAllowed: z.boolean(),
  reason: accessReasonSchema,
  /** When it was committed. */
  askedAt: instantSchema,
  /** The last moment; missing when it was denied. */
  until: instantSchema.exactOptional(),
  ended: endingSchema.exactOptional(),
  /** How the glass was broken, when it was. */
  emergency: emergencySchema.exactOptional(),
  changedAt: instantSchema,
});

/** A session. */
export type Session = z.infer<typeof sessionSchema>;

/** Where sessions lie. */
export const sessionShape: StateShape<Session> = {
  objectType: 'session',
  schema: sessionSchema,
  keyOf: ({ session }) => [session],
  upcasts: [],
};

/** Whether a session stands at a moment: it was allowed, nobody ended it, its time is not over. */
export function isOpen({ until, ended }: Session, at: Instant): boolean {
  return until !== undefined && at <= until && (ended === undefined || at < ended.at);
}

/** Whether two sessions, or a session and who submits, are one person's. */
export function isSameReader(one: SessionReader, other: SessionReader): boolean {
  return one.organisation === other.organisation && one.name === other.name && one.role === other.role;
}
