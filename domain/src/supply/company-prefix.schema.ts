/** Which organisation issues keys under a GS1 company prefix: the regulator assigns it. */
import { z } from 'zod';
import { companyPrefixSchema } from '../gs1';
import { instantSchema, type StateShape } from '../ledger';

/** The name of a member in the consortium, such as `manufacturer`. */
export const memberNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be the name of a member');

/** The command: this organisation issues keys under this prefix. */
export const assignCompanyPrefixSchema = z.strictObject({
  companyPrefix: companyPrefixSchema,
  organisation: memberNameSchema,
});

/** The command: this organisation issues keys under this prefix. */
export type AssignCompanyPrefix = z.infer<typeof assignCompanyPrefixSchema>;

/** A prefix that belongs to an organisation. */
export const prefixAssignmentSchema = assignCompanyPrefixSchema.extend({ changedAt: instantSchema });

/** A prefix that belongs to an organisation. */
export type PrefixAssignment = z.infer<typeof prefixAssignmentSchema>;

/**
 * Where assignments lie. Each digit is an attribute of the key, so that "is any longer prefix assigned?" is one range
 * over a partial key, which Fabric checks again at commit.
 */
export const prefixAssignmentShape: StateShape<PrefixAssignment> = {
  objectType: 'company-prefix',
  schema: prefixAssignmentSchema,
  keyOf: (assignment) => prefixKey(assignment.companyPrefix),
  upcasts: [],
};

/** The key's attributes for a prefix. */
export function prefixKey(companyPrefix: string): readonly string[] {
  return Array.from(companyPrefix);
}
