/** What clinicians and privacy officers say of emergencies. */
import { z } from 'zod';
import { instantSchema } from '../../ledger';
import { reviewSchema } from '../link/link.schema';
import { sessionSchema } from '../session/session.schema';
import { aloneSchema, emergencyReasonSchema, emergencyTextSchema } from './emergency.schema';

const { session, patient } = sessionSchema.shape;

/** The command: I break the glass for this patient, or did while the ledger could not be reached. */
export const breakGlassSchema = z.strictObject({
  session,
  patient,
  reason: emergencyReasonSchema,
  text: emergencyTextSchema,
  /** When it happened, by the clock of the gateway where it did. */
  at: instantSchema,
});

/** The command: I break the glass for this patient. */
export type BreakGlass = z.infer<typeof breakGlassSchema>;

/** The command: I open what is sealed, since a second clinician agreed, or since none did in time. */
export const openSealedSchema = z.strictObject({
  session,
  second: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('approval') }),
    aloneSchema.extend({ kind: z.literal('none') }),
  ]),
});

/** The command: I open what is sealed. */
export type OpenSealed = z.infer<typeof openSealedSchema>;

/** The command: a privacy officer's finding about a broken glass. */
export const reviewEmergencySchema = reviewSchema.pick({ outcome: true, text: true }).extend({ session });

/** The command: a privacy officer's finding about a broken glass. */
export type ReviewEmergency = z.infer<typeof reviewEmergencySchema>;
