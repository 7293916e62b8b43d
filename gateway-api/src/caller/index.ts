/** Who calls, and with which identity the ledger sees them. */
export * from './caller';
export * from './caller-identities';
export * from './caller-identity';
export * from './caller-source';
export * from './development-callers';
export * from './held-identities';
export * from './msp-folder';
export * from './own-key';
export * from './people';
export * from './require-site';
