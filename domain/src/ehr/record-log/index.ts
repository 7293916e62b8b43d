/** What custodians' records of a patient add up to. */
export * from './anchor-records.rules';
export * from './custodian-log.schema';
export * from './record-log.events';
export * from './record-log.permissions';
