/** What the ledger tells of erasures: while one stands to the providers, and of each purge to everybody, without the patient. */
import type { z } from 'zod';
import { eventSchema } from '../../ledger';
import { answerSchema, erasureSchema } from './erasure.schema';
import { erasureStatementSchema } from './erasure-statement.schema';

const { patient, erasure, onBehalf } = erasureSchema.shape;
const { provider, hold, confirmation } = answerSchema.shape;

/** A patient asked for their erasure. */
export const erasureRequestedSchema = eventSchema('ErasureRequested', { patient, erasure, onBehalf });

/** A patient asked for their erasure. */
export type ErasureRequested = z.infer<typeof erasureRequestedSchema>;

/** A provider keeps something for a time: the patient is told. */
export const erasureHeldSchema = eventSchema('ErasureHeld', { patient, erasure, provider, hold: hold.unwrap() });

/** A provider keeps something for a time. */
export type ErasureHeld = z.infer<typeof erasureHeldSchema>;

/** A provider destroyed what it had. */
export const erasureConfirmedSchema = eventSchema('ErasureConfirmed', {
  ...{ patient, erasure, provider },
  statement: confirmation.unwrap().shape.statement,
});

/** A provider destroyed what it had. */
export type ErasureConfirmed = z.infer<typeof erasureConfirmedSchema>;

/** A provider's link is gone. All of the event is public: who heard of the erasure knows whose it is. */
export const linkErasedSchema = eventSchema('LinkErased', { erasure, provider });

/** A provider's link is gone. */
export type LinkErased = z.infer<typeof linkErasedSchema>;

/** Some of what lay with a patient is gone. All of the event is public. */
export const patientPurgedSchema = eventSchema('PatientPurged', { erasure });

/** Some of what lay with a patient is gone. */
export type PatientPurged = z.infer<typeof patientPurgedSchema>;

/** A patient is gone. All of the event is public. */
export const patientErasedSchema = eventSchema('PatientErased', erasureStatementSchema.omit({ changedAt: true }).shape);

/** A patient is gone. */
export type PatientErased = z.infer<typeof patientErasedSchema>;
