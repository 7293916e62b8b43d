/** What this custodian's records add up to, on the ledger. */
export * from './anchored-patients';
export * from './record-anchoring';
export * from './record-log.client';
export * from './unanchored-batches.store';
