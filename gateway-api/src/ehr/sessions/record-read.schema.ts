/** What a custodian tells of a release: codes and a count, and nothing that a record says. */
import { clinicalTypeSchema, patientIdSchema, sessionIdSchema } from '@theriac/domain/ehr';
import { instantSchema } from '@theriac/domain/ledger';
import { z } from 'zod';

/** A release, in codes and counts. */
export const recordReadSchema = z.strictObject({
  session: sessionIdSchema,
  patient: patientIdSchema,
  at: instantSchema,
  kinds: z.array(clinicalTypeSchema),
  count: z.int().min(0),
});

/** A release, in codes and counts. */
export type RecordRead = z.infer<typeof recordReadSchema>;
