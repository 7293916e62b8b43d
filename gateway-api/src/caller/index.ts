/** Who calls, and with which identity the ledger sees them. */
export * from './caller';
export * from './caller-identities';
export * from './caller-identity';
export * from './caller-source';
export * from './machine';
export * from './msp-folder';
export * from './own-key';
export * from './require-site';
