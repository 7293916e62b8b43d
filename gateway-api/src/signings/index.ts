/** Keys that never leave the user: what the ledger needs signed is handed to them, and their signatures are checked. */
export * from './own-certificates';
export * from './signing.schema';
export * from './signings';
export * from './signings.router';
