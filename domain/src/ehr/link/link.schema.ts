/** Which record number a patient has at a provider: known to that provider alone. */
import { z } from 'zod';
import { hexSchema, instantSchema, plainTextSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../../supply/company-prefix.schema';
import { certificateNameSchema, patientIdSchema } from '../patient/patient.schema';

/** A provider's own number of a patient's record. */
export const recordNumberSchema = plainTextSchema(64);

/** How a link came about: the patient made it, or staff did for somebody who could not. */
export const linkOriginSchema = z.enum(['patient', 'emergency']);

/** A provider's record of a patient, in that provider's own collection. */
export const linkSchema = z.strictObject({
  patient: patientIdSchema,
  provider: memberNameSchema,
  recordNumber: recordNumberSchema,
  /** Makes the hash in the block lead nowhere: record numbers are short. */
  salt: hexSchema(16),
  origin: linkOriginSchema,
  changedAt: instantSchema,
});

/** A provider's record of a patient. */
export type Link = z.infer<typeof linkSchema>;

/** Where links lie. */
export const linkShape: StateShape<Link> = {
  objectType: 'link',
  schema: linkSchema,
  keyOf: ({ patient }) => [patient],
  upcasts: [],
};

/** The command: this record number of the provider is the patient's. */
export const linkRecordSchema = linkSchema.omit({ origin: true, changedAt: true });

/** The command: this record number of the provider is the patient's. */
export type LinkRecord = z.infer<typeof linkRecordSchema>;

/** The command: the provider's record is the patient's no more. */
export const unlinkRecordSchema = z.strictObject({ patient: patientIdSchema, provider: memberNameSchema });

/** The command: the provider's record is the patient's no more. */
export type UnlinkRecord = z.infer<typeof unlinkRecordSchema>;

/** Hours for which staff's link stands unless the patient confirms it. */
export const EMERGENCY_LINK_HOURS = 72;

/** How it was found to have been. */
export const reviewOutcomeSchema = z.enum(['justified', 'not-justified']);

/** A privacy officer's finding. */
export const reviewSchema = z.strictObject({
  by: certificateNameSchema,
  outcome: reviewOutcomeSchema,
  text: plainTextSchema(1_000),
  at: instantSchema,
});

/** What a provider's staff did for an unconscious patient; the providers see it, the record number they do not. */
export const emergencyLinkSchema = z.strictObject({
  patient: patientIdSchema,
  provider: memberNameSchema,
  by: certificateNameSchema,
  reason: plainTextSchema(500),
  madeAt: instantSchema,
  /** The last moment, unless it was confirmed. */
  until: instantSchema,
  state: z.enum(['provisional', 'confirmed', 'rejected']),
  review: reviewSchema.optional(),
  changedAt: instantSchema,
});

/** What a provider's staff did for an unconscious patient. */
export type EmergencyLink = z.infer<typeof emergencyLinkSchema>;

/** Where emergency links lie. */
export const emergencyLinkShape: StateShape<EmergencyLink> = {
  objectType: 'emergency-link',
  schema: emergencyLinkSchema,
  keyOf: ({ patient, provider }) => [patient, provider],
  upcasts: [],
};

/** The command: this patient is here and cannot speak. */
export const linkInEmergencySchema = emergencyLinkSchema.pick({ patient: true, reason: true });

/** The command: this patient is here and cannot speak. */
export type LinkInEmergency = z.infer<typeof linkInEmergencySchema>;

/** The command: the patient says whether staff's link was right. */
export const answerEmergencyLinkSchema = z.strictObject({
  patient: patientIdSchema,
  provider: memberNameSchema,
  isConfirmed: z.boolean(),
});

/** The command: the patient says whether staff's link was right. */
export type AnswerEmergencyLink = z.infer<typeof answerEmergencyLinkSchema>;

/** The command: a privacy officer's finding about staff's link. */
export const reviewEmergencyLinkSchema = z.strictObject({
  patient: patientIdSchema,
  outcome: reviewOutcomeSchema,
  text: reviewSchema.shape.text,
});

/** The command: a privacy officer's finding about staff's link. */
export type ReviewEmergencyLink = z.infer<typeof reviewEmergencyLinkSchema>;
