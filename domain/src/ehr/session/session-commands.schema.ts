/** What people and gateways ask of sessions. */
import { z } from 'zod';
import { hexSchema } from '../../ledger';
import { askedPurposeSchema } from './purpose.table';
import { accessReasonSchema, askedTypesSchema, sessionSchema } from './session.schema';

const { session, patient } = sessionSchema.shape;

/** The question: would I be let see this record for this purpose? */
export const decideAccessSchema = z.strictObject({
  patient,
  purpose: askedPurposeSchema,
  types: askedTypesSchema.exactOptional(),
});

/** The question: would I be let see this record for this purpose? */
export type DecideAccess = z.infer<typeof decideAccessSchema>;

/** The command: let me see this record for this purpose. There is no session without a patient, and so no search for one. */
export const requestAccessSchema = decideAccessSchema.extend({ session });

/** The command: let me see this record for this purpose. */
export type RequestAccess = z.infer<typeof requestAccessSchema>;

/** What is about one session and says no more. */
export const aboutSessionSchema = z.strictObject({ session });

/** What is about one session and says no more. */
export type AboutSession = z.infer<typeof aboutSessionSchema>;

/** The question for what a transaction changed. */
export const readEventSchema = z.strictObject({ transaction: hexSchema(32) });

/** What would come of asking for a session. */
export const accessDecisionSchema = z.strictObject({
  isAllowed: z.boolean(),
  reason: accessReasonSchema,
  /** Whether what is shown may be incomplete by the patient's choice. */
  isLimited: z.boolean(),
});

/** What would come of asking for a session. */
export type AccessDecision = z.infer<typeof accessDecisionSchema>;
