/** Anchors of captures: what an organisation captured stands on the ledger as one root, which names nothing. */
export * from './anchor-capture.rules';
export * from './capture-anchor.events';
export * from './capture-anchor.schema';
export * from './event-id';
export * from './event-proof';
