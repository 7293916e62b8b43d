/** Global Location Number: the GS1 key of a site, 13 digits. */
import { z } from 'zod';
import { hasCheckDigit } from './check-digit';

/** Thirteen digits, the last of which is the check digit. */
export const glnSchema = z
  .string()
  .regex(/^\d{13}$/, 'must have 13 digits')
  .refine(hasCheckDigit, 'has a wrong check digit')
  .brand<'Gln'>();

/** A site's Global Location Number. */
export type Gln = z.infer<typeof glnSchema>;
