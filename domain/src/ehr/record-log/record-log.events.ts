/** What the ledger tells of anchored records: whose they are stays with the logs, so that an erasure leaves nothing behind. */
import { z } from 'zod';
import { eventSchema } from '../../ledger';
import { batchSchema, custodianLogSchema } from './custodian-log.schema';

/** A custodian anchored batches. */
export const recordsAnchoredSchema = eventSchema('RecordsAnchored', {
  custodian: custodianLogSchema.shape.custodian,
  batches: z.array(batchSchema.shape.batch),
});

/** A custodian anchored batches. */
export type RecordsAnchored = z.infer<typeof recordsAnchoredSchema>;
