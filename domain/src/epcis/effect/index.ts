/** What events ask of the ledger. */
export * from './effect';
export * from './effect-of';
