/** A compiled consent: what of a FHIR Consent decides, in the one form in which the same consent is always written. */
import { z } from 'zod';
import { memberSchema } from '../../consortium';
import { hexSchema, instantSchema, roleSchema } from '../../ledger';
import { periodSchema } from '../fhir';
import { clinicalReferenceSchema, clinicalTypeSchema, codeSchema, labelSchema } from '../item';
import { isCanonicalList } from './canonical-list';
import { personNameSchema, purposeSchema } from './request.schema';

/** Entries of one list: more would be a list of people or of resources, which groups and kinds are better for. */
export const MOST_ENTRIES = 32;

/** A consent's id: 128 random bits of the caller's. */
export const consentIdSchema = hexSchema(16);

const organisation = memberSchema.shape.name;

/** Whom a provision is about: a member, a role (of everybody, or at one member), or a person by certificate. */
export const actorSchema = z.union([
  z.strictObject({ organisation }),
  z.strictObject({ role: roleSchema, organisation: organisation.exactOptional() }),
  z.strictObject({ person: personNameSchema, organisation }),
]);

/** Whom a provision is about. */
export type ConsentActor = z.infer<typeof actorSchema>;

/** Which resources a provision is about: one; one and all that refer to it; all that a member's people wrote. */
export const dataSchema = z.union([
  z.strictObject({ instance: clinicalReferenceSchema }),
  z.strictObject({ related: clinicalReferenceSchema }),
  z.strictObject({ authoredBy: organisation }),
]);

/** Which resources a provision is about. */
export type ConsentData = z.infer<typeof dataSchema>;

/** Sorted by canonical JSON, each entry once, never empty: nobody could tell whether that means nobody or anybody. */
function entries<T extends z.ZodType>(entry: T) {
  return z.array(entry).min(1).max(MOST_ENTRIES).refine(isCanonicalList, 'must be sorted, each entry once');
}

/** What both the rule and its exception say; a missing element is no constraint. */
export const provisionSchema = z.strictObject({
  type: z.enum(['permit', 'deny']),
  /** When the provision is in force. */
  period: periodSchema.exactOptional(),
  actors: entries(actorSchema).exactOptional(),
  purposes: entries(purposeSchema).exactOptional(),
  types: entries(clinicalTypeSchema).exactOptional(),
  categories: entries(codeSchema).exactOptional(),
  labels: entries(labelSchema).exactOptional(),
  data: entries(dataSchema).exactOptional(),
  /** When the data are from. */
  dataPeriod: periodSchema.exactOptional(),
});

/** The rule or its exception. */
export type Provision = z.infer<typeof provisionSchema>;

/** A compiled consent. It names no patient: it lies with the patient's others. */
export const compiledConsentSchema = z.strictObject({
  /** The version of this form. */
  form: z.literal(1),
  consent: consentIdSchema,
  /** How often the patient has changed it, from 1. */
  version: z.int().min(1),
  /** When it was given, when the patient said so. */
  givenAt: instantSchema.exactOptional(),
  rule: provisionSchema,
  exception: provisionSchema.exactOptional(),
});

/** A compiled consent. */
export type CompiledConsent = z.infer<typeof compiledConsentSchema>;
