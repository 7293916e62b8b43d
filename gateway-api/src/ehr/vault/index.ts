/** The vault: records of patients, encrypted, in this organisation's own database. */
export * from './arrived-record';
export * from './class-of-item';
export * from './keys/organisation-keys';
export * from './keys/patient-keys.store';
export * from './vault';
export * from './verify-vault';
