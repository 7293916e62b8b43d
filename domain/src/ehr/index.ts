/** Health records: patients, consents, sessions, and what custodians' records add up to. */
export * from './link';
export * from './patient';
