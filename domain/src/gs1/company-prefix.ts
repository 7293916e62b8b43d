/** GS1 Company Prefix: the digits that open every key which one company issues. */
import { z } from 'zod';
import type { Gln } from './gln';
import { type Gtin, isGtin8 } from './gtin';
import type { Sscc } from './sscc';

/** Six to twelve digits. Five leading zeros are GS1's own, so that no key looks like a GTIN-8. */
export const companyPrefixSchema = z
  .string()
  .regex(/^\d{6,12}$/, 'must have 6 to 12 digits')
  .refine((digits) => !digits.startsWith('00000'), 'must not begin with five zeros')
  .brand<'CompanyPrefix'>();

/** A company's GS1 prefix. */
export type CompanyPrefix = z.infer<typeof companyPrefixSchema>;

/** Whether two prefixes could open the same key: one begins with the other. */
export function prefixesOverlap(one: CompanyPrefix, other: CompanyPrefix): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Whether a GTIN was issued under a prefix; a GTIN-8 never is. */
export function isGtinUnder(prefix: CompanyPrefix, gtin: Gtin): boolean {
  return !isGtin8(gtin) && gtin.startsWith(prefix, 1);
}

/** Whether an SSCC was issued under a prefix. */
export function isSsccUnder(prefix: CompanyPrefix, sscc: Sscc): boolean {
  return sscc.startsWith(prefix, 1);
}

/** Whether a GLN was issued under a prefix. */
export function isGlnUnder(prefix: CompanyPrefix, gln: Gln): boolean {
  return gln.startsWith(prefix);
}
