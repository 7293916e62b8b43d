/** An erasure: what a patient asked for, and how far each provider is with it. It lies with the patient, and goes with them. */
import { z } from 'zod';
import { hexSchema, instantSchema, plainTextSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../../supply/company-prefix.schema';
import { signatureSchema } from '../given-consents/given-consents.schema';
import { certificateNameSchema, patientIdSchema } from '../patient/patient.schema';

/** An erasure's id: 128 random bits of the caller's. It stays public, and leads to nobody. */
export const erasureIdSchema = hexSchema(16);

/**
 * By which law something is kept although its patient wants it erased:
 *
 * - `gdpr-17-3-b`: a legal obligation, such as a state's retention of medical records
 * - `gdpr-17-3-c`: public interest in public health
 * - `gdpr-17-3-d`: archives, research and statistics
 * - `gdpr-17-3-e`: legal claims, such as a court's legal hold
 * - `hipaa-164.316`: six years of documentation of policies and procedures
 * - `hipaa-164.528`: six years of accounting for disclosures
 * - `cfr-42-2.16`: records of treatment for substance use, until they are disposed of as that part says
 * - `state-retention`: a state's years for medical records
 */
export const holdBasisSchema = z.enum([
  'gdpr-17-3-b',
  'gdpr-17-3-c',
  'gdpr-17-3-d',
  'gdpr-17-3-e',
  'hipaa-164.316',
  'hipaa-164.528',
  'cfr-42-2.16',
  'state-retention',
]);

/** What a hold keeps: the provider's own records, or who had access to records, which lies with all providers. */
export const heldSchema = z.enum(['records', 'accesses']);

/** What a hold keeps. */
export type Held = z.infer<typeof heldSchema>;

/** A provider keeps something for a time. */
export const holdSchema = z.strictObject({
  basis: holdBasisSchema,
  covers: z
    .array(heldSchema)
    .min(1)
    .refine((held) => new Set(held).size === held.length, 'must name each once'),
  /** The last moment: a hold ends by itself. */
  until: instantSchema,
  at: instantSchema,
});

/** A provider keeps something for a time. */
export type Hold = z.infer<typeof holdSchema>;

/** What a provider may have had of a patient and destroyed. */
export const destroyedSchema = z.enum(['keys', 'records', 'link', 'projections', 'journal-keys']);

/** What a provider's gateway says that it destroyed. No name and no patient's id: its digest stays public. */
export const destructionSchema = z.strictObject({
  erasure: erasureIdSchema,
  provider: memberNameSchema,
  /** Nothing, where the provider never had anything. */
  destroyed: z.array(destroyedSchema).refine((all) => new Set(all).size === all.length, 'must name each once'),
  destroyedAt: instantSchema,
  /** Makes the digest lead nowhere: there is little else to guess. */
  salt: hexSchema(16),
});

/** What a provider's gateway says that it destroyed. */
export type Destruction = z.infer<typeof destructionSchema>;

/** A provider's confirmation, signed by its gateway's key over the canonical JSON of the statement. */
export const confirmationSchema = z.strictObject({
  statement: destructionSchema,
  signature: signatureSchema,
  /** PEM: the gateway's. */
  certificate: z.string().max(4_096),
  at: instantSchema,
});

/** A provider's confirmation. */
export type Confirmation = z.infer<typeof confirmationSchema>;

/** How far a provider is: asked, holding something back, or done. */
export const answerSchema = z.strictObject({
  provider: memberNameSchema,
  hold: holdSchema.exactOptional(),
  confirmation: confirmationSchema.exactOptional(),
});

/** How far a provider is. */
export type Answer = z.infer<typeof answerSchema>;

/** An erasure that stands. */
export const erasureSchema = z.strictObject({
  patient: patientIdSchema,
  erasure: erasureIdSchema,
  requestedAt: instantSchema,
  /** When a privacy officer asked for it, on the patient's written request. */
  onBehalf: z.strictObject({ by: certificateNameSchema, reason: plainTextSchema(500) }).exactOptional(),
  /** Of every provider: which of them has a link is known to that provider alone. */
  answers: z.array(answerSchema).min(1),
  changedAt: instantSchema,
});

/** An erasure that stands. */
export type Erasure = z.infer<typeof erasureSchema>;

/** Where erasures lie. */
export const erasureShape: StateShape<Erasure> = {
  objectType: 'erasure',
  schema: erasureSchema,
  keyOf: ({ patient }) => [patient],
  upcasts: [],
};
