/** The question of a reader's gateway to a custodian's: what does this session open of your records? */
import { sessionIdSchema } from '@theriac/domain/ehr';
import { batchOpeningSchema, recordVersionSchema } from '@theriac/domain/ehr/commitment';
import { hexSchema, instantSchema } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { CallKind } from '../../members';

/** A thousand resources of some kilobytes each, and their openings. */
const LARGEST_REPLY = 32 << 20;

const sourceSchema = z.strictObject({
  system: z.string(),
  id: z.string().optional(),
  identifiers: z.array(z.strictObject({ system: z.string(), value: z.string() })),
  lastUpdated: z.string().optional(),
  asOf: instantSchema,
  arrivedAt: instantSchema,
});

/** A source of a version, as its custodian tells it. */
export type ReleasedSource = z.infer<typeof sourceSchema>;

const releasedRecordSchema = z.strictObject({
  ...recordVersionSchema.shape,
  /** The record that stands for this one and for all others of the same thing. */
  thing: recordVersionSchema.shape.record,
  /** The FHIR resource. */
  body: z.looseObject({ resourceType: z.string() }),
  sources: z.array(sourceSchema),
});

/** A record with its body. */
export type ReleasedRecord = z.infer<typeof releasedRecordSchema>;

const releasedBatchSchema = z.strictObject({
  /** What the ledger was told. */
  root: hexSchema(32),
  /** Null when the custodian cannot open it any more. */
  opening: batchOpeningSchema.nullable(),
  /** The opened records whose bodies the custodian has. */
  records: z.array(releasedRecordSchema),
});

const replySchema = z.strictObject({
  /** The sequence of the consents that were decided by; 0 where there are none. */
  sequence: z.int().min(0),
  /** All batches of the patient, in the order of the record log; the last ones may not be on the ledger yet. */
  batches: z.array(releasedBatchSchema),
});

/** What a custodian releases. */
export type RecordRelease = z.infer<typeof replySchema>;

const questionSchema = z.strictObject({ session: sessionIdSchema });

/** The call. */
export const RECORD_RELEASE_CALL: CallKind<z.infer<typeof questionSchema>, RecordRelease> = {
  name: 'record-release',
  question: questionSchema,
  reply: replySchema,
  largestReply: LARGEST_REPLY,
};
