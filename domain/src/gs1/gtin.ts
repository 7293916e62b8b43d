/** Global Trade Item Number: the GS1 key of a product's pack, AI (01). */
import { z } from 'zod';
import { hasCheckDigit } from './check-digit';

const FORMS = /^(?:\d{8}|\d{12}|\d{13}|\d{14})$/;
const NO_PRODUCT = /^0+$/;

/** Fourteen digits, the last of which is the check digit: the one form that is stored and compared. */
export const gtinSchema = z
  .string()
  .regex(/^\d{14}$/, 'must have 14 digits')
  .refine(hasCheckDigit, 'has a wrong check digit')
  .refine((digits) => !NO_PRODUCT.test(digits), 'must not be all zeros')
  .brand<'Gtin'>();

/** A GTIN in its form of 14 digits. */
export type Gtin = z.infer<typeof gtinSchema>;

/** GTIN-8, GTIN-12, GTIN-13 or GTIN-14 as people write them, read as 14 digits. */
export const anyGtinSchema = z
  .string()
  .regex(FORMS, 'must have 8, 12, 13 or 14 digits')
  .transform((digits) => digits.padStart(14, '0'))
  .pipe(gtinSchema);

/** Whether a GTIN is a GTIN-8, whose number is GS1's own and begins with no company prefix. */
export function isGtin8(gtin: Gtin): boolean {
  return gtin.startsWith('000000');
}
