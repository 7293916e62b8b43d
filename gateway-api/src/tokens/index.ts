/** Bearer tokens: what they must be, and whom they name. */
export * from './bearer';
export * from './token-verifier';
export * from './token.settings';
