/** What a custodian commits to of health records, and how who reads them checks it. */
export { BATCH_SECRET_BYTES } from './batch-secret';
export {
  type BatchCommitment,
  commitBatch,
  type CommittedBatch,
  type CommittedRecord,
  MOST_RECORDS_A_BATCH,
} from './commit-batch';
export * from './open-batch';
export * from './opening.schema';
export * from './opening-fault';
export * from './record-class';
export {
  hashBody,
  type RecordCommitment,
  recordCommitmentSchema,
  type RecordVersion,
  recordVersionSchema,
} from './record-leaf';
export * from './record-log';
export * from './record-proof';
export * from './verify-opening';
