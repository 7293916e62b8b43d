/** Health records: patients, consents, sessions, and what custodians' records add up to. */
export * from './consent';
export * from './ehr-contract';
export * from './ehr.permissions';
export * from './emergency';
export * from './erasure';
export * from './fhir';
export * from './given-consents';
export * from './item';
export * from './labels';
export * from './link';
export * from './patient';
export * from './record-log';
export * from './session';
