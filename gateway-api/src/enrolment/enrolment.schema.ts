/** What the enrolment service is asked and answers: the one file of it that a gateway knows. */
import { glnSchema } from '@theriac/domain/gs1';
import { roleSchema } from '@theriac/domain/ledger';
import { z } from 'zod';

/** Whom a bearer token stands for. */
export const enrolledPersonSchema = z.strictObject({
  /** The fixed random name. */
  person: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'),
  role: roleSchema.exclude(['gateway']),
  site: glnSchema.optional(),
});

/** Whom a bearer token stands for. */
export type EnrolledPerson = z.infer<typeof enrolledPersonSchema>;

/** Asks for a certificate. */
export const certificateQuestionSchema = z.strictObject({
  /** PKCS #10 in PEM, whose subject is `CN=` and the person. */
  request: z.string().min(100).max(4_000),
});

/** A certificate for a key that whoever asked holds. */
export const issuedCertificateSchema = enrolledPersonSchema.extend({
  /** PEM. */
  certificate: z.string(),
});

/** A certificate for a key that whoever asked holds. */
export type IssuedCertificate = z.infer<typeof issuedCertificateSchema>;
