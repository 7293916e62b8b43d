/** A patient on the ledger: a random id, bound to one person at one home organisation. */
import { z } from 'zod';
import { hexSchema, instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../../supply/company-prefix.schema';

/** A patient's id on the ledger: 128 random bits of the caller's. */
export const patientIdSchema = hexSchema(16);

/** The name in a person's certificates, which means nothing outside. */
export const certificateNameSchema = hexSchema(16);

/** A person, as the ledger knows one: by their organisation, and the name in its certificates for them. */
export const personSchema = z.strictObject({ organisation: memberNameSchema, name: certificateNameSchema });

/** A person, as the ledger knows one. */
export type Person = z.infer<typeof personSchema>;

/** SHA-256 of a public key's SubjectPublicKeyInfo in DER. */
export const keyDigestSchema = hexSchema(32);

/** What a guardian may do: read the record, or also decide who else reads it. */
export const guardianScopeSchema = z.enum(['read', 'decide']);

/** What a guardian may do. */
export type GuardianScope = z.infer<typeof guardianScopeSchema>;

/** Somebody who acts for a patient, until an end. */
export const guardianSchema = z.strictObject({
  person: personSchema,
  scope: guardianScopeSchema,
  /** The last moment. */
  until: instantSchema,
});

/** Somebody who acts for a patient, until an end. */
export type Guardian = z.infer<typeof guardianSchema>;

/** More would be a crowd, not a guardianship. */
export const MOST_GUARDIANS = 8;

/** A patient on the ledger. */
export const patientSchema = z.strictObject({
  patient: patientIdSchema,
  /** The organisation whose certificates speak for them. */
  home: memberNameSchema,
  person: certificateNameSchema,
  /** When they keep a key of their own: no certificate of another key speaks for them. */
  ownKey: keyDigestSchema.optional(),
  guardians: z.array(guardianSchema).max(MOST_GUARDIANS),
  changedAt: instantSchema,
});

/** A patient on the ledger. */
export type Patient = z.infer<typeof patientSchema>;

/** Where patients lie. */
export const patientShape: StateShape<Patient> = {
  objectType: 'patient',
  schema: patientSchema,
  keyOf: ({ patient }) => [patient],
  upcasts: [],
};

/** Which patient a person is. */
export const registrationSchema = z.strictObject({
  person: personSchema,
  patient: patientIdSchema,
  changedAt: instantSchema,
});

/** Which patient a person is. */
export type Registration = z.infer<typeof registrationSchema>;

/** Where it lies which patient a person is. */
export const registrationShape: StateShape<Registration> = {
  objectType: 'person',
  schema: registrationSchema,
  keyOf: ({ person }) => [person.organisation, person.name],
  upcasts: [],
};

/** The command: be known to the network under this id. */
export const registerPatientSchema = z.strictObject({
  patient: patientIdSchema,
  /** Whether only the key of the submitting certificate is to speak for the patient from now on. */
  ownKey: z.boolean(),
});

/** The command: be known to the network under this id. */
export type RegisterPatient = z.infer<typeof registerPatientSchema>;

/** The command: this person acts for the patient. */
export const appointGuardianSchema = z.strictObject({ patient: patientIdSchema, guardian: guardianSchema });

/** The command: this person acts for the patient. */
export type AppointGuardian = z.infer<typeof appointGuardianSchema>;

/** The command: this person acts for the patient no more. */
export const dismissGuardianSchema = z.strictObject({ patient: patientIdSchema, person: personSchema });

/** The command: this person acts for the patient no more. */
export type DismissGuardian = z.infer<typeof dismissGuardianSchema>;

/** The question about a patient. */
export const aboutPatientSchema = z.strictObject({ patient: patientIdSchema });
