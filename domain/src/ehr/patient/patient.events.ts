/** What the ledger tells of patients and their guardians, to the providers alone. */
import type { z } from 'zod';
import { eventSchema } from '../../ledger';
import { appointGuardianSchema, dismissGuardianSchema, patientSchema } from './patient.schema';

const { patient, home, person } = patientSchema.shape;

/** A person is known to the network as a patient. */
export const patientRegisteredSchema = eventSchema('PatientRegistered', { patient, home, person });

/** A person is known to the network as a patient. */
export type PatientRegistered = z.infer<typeof patientRegisteredSchema>;

/** Somebody acts for a patient from now on. */
export const guardianAppointedSchema = eventSchema('GuardianAppointed', appointGuardianSchema.shape);

/** Somebody acts for a patient from now on. */
export type GuardianAppointed = z.infer<typeof guardianAppointedSchema>;

/** Somebody acts for a patient no more. */
export const guardianDismissedSchema = eventSchema('GuardianDismissed', dismissGuardianSchema.shape);

/** Somebody acts for a patient no more. */
export type GuardianDismissed = z.infer<typeof guardianDismissedSchema>;
