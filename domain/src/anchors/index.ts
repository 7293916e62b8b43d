/** Heads of organisations' logs on the ledger: the contract that stands on every channel. */
export * from './anchors.events';
export * from './anchors.permissions';
export * from './head.rules';
export * from './head.schema';
export * from './package.schema';
