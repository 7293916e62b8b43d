/** What every business on the ledger shares: refusals, moments, actors, permissions, digests. */
export * from './actor';
export * from './canonical-json';
export * from './change';
export * from './digest';
export * from './endorsement';
export * from './error-codes';
export * from './instant';
export * from './ledger-error';
export * from './parse';
export * from './permission';
export * from './role';
export * from './composite-key';
export * from './event';
export * from './state-shape';
export * from './bytes';
export * from './country';
export * from './plain-text';
