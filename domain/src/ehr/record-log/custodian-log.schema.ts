/** What a custodian's batches of a patient's records add up to, as the ledger holds it. */
import { z } from 'zod';
import { hexSchema, instantSchema, type StateShape } from '../../ledger';
import { memberNameSchema } from '../../supply/company-prefix.schema';
import { recordLogSchema } from '../commitment/record-log';
import { patientIdSchema } from '../patient/patient.schema';

/** How many of the last batches a log knows by their ids: what is sent again after a fault is among them. */
export const RECENT_BATCHES = 32;

/** Patients whose batches one transaction takes. */
export const MOST_ANCHORED = 64;

/** A batch of one patient's records: a random id of the custodian's, and what it committed to. */
export const batchSchema = z.strictObject({ batch: hexSchema(16), root: hexSchema(32) });

/** A batch of one patient's records. */
export type Batch = z.infer<typeof batchSchema>;

/** A custodian's log of a patient. */
export const custodianLogSchema = z.strictObject({
  patient: patientIdSchema,
  custodian: memberNameSchema,
  log: recordLogSchema,
  /** The last batches, the oldest first. */
  recent: z.array(batchSchema).min(1).max(RECENT_BATCHES),
  changedAt: instantSchema,
});

/** A custodian's log of a patient. */
export type CustodianLog = z.infer<typeof custodianLogSchema>;

/** Where logs lie. */
export const custodianLogShape: StateShape<CustodianLog> = {
  objectType: 'record-log',
  schema: custodianLogSchema,
  keyOf: ({ patient, custodian }) => [patient, custodian],
  upcasts: [],
};

/** The command: my organisation keeps these records, one batch a patient. */
export const anchorRecordsSchema = z.strictObject({
  batches: z
    .array(batchSchema.extend({ patient: patientIdSchema }))
    .min(1)
    .max(MOST_ANCHORED)
    .refine((all) => new Set(all.map(({ patient }) => patient)).size === all.length, 'must name each patient once'),
});

/** The command: my organisation keeps these records. */
export type AnchorRecords = z.infer<typeof anchorRecordsSchema>;
