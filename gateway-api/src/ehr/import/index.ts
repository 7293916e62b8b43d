/** Imports of health records into the vault. */
export * from './import-records.job';
export * from './import-settings';
export * from './imports.router';
export * from './record-keeper';
export * from './waiting-links';
