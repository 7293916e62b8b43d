/** Serial Shipping Container Code: the GS1 key of a case, a pallet, anything that is shipped as one; AI (00). */
import { z } from 'zod';
import { hasCheckDigit } from './check-digit';

/** Eighteen digits, the last of which is the check digit. */
export const ssccSchema = z
  .string()
  .regex(/^\d{18}$/, 'must have 18 digits')
  .refine(hasCheckDigit, 'has a wrong check digit')
  .brand<'Sscc'>();

/** A container's Serial Shipping Container Code. */
export type Sscc = z.infer<typeof ssccSchema>;
