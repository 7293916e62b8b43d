/** Merkle trees: one hash for many, such that any one can be shown to belong. */
export * from './path';
export * from './root';
