/** Health records: patients, consents, sessions, and what custodians' records add up to. */
export * from './ehr-contract';
export * from './ehr.permissions';
export * from './given-consents';
export * from './link';
export * from './patient';
