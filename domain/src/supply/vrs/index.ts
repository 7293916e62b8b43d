/** Verification for trading partners elsewhere. */
export * from './vrs-outcome';
export * from './vrs.schema';
