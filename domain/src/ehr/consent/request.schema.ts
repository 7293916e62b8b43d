/** A request: who wants to read, for which purpose, when. */
import { z } from 'zod';
import { memberSchema } from '../../consortium';
import { instantSchema, roleSchema } from '../../ledger';

/**
 * Why somebody reads, as HL7 v3 ActReason says it: treatment, payment, running a health service, research, and breaking
 * the glass in an emergency. None stands for another.
 */
export const purposeSchema = z.enum(['BTG', 'HOPERAT', 'HPAYMT', 'HRESCH', 'TREAT']);

/** Why somebody reads. */
export type Purpose = z.infer<typeof purposeSchema>;

/** The name in a person's certificate: random, so that it tells nothing. */
export const personNameSchema = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be the name in a certificate');

/** Who wants to read, for which purpose, when. */
export const readRequestSchema = z.strictObject({
  organisation: memberSchema.shape.name,
  role: roleSchema,
  person: personNameSchema,
  purpose: purposeSchema,
  at: instantSchema,
});

/** Who wants to read, for which purpose, when. */
export type ReadRequest = z.infer<typeof readRequestSchema>;
