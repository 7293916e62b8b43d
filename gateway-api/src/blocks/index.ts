/** The blocks of the ledger: their hashes, their content, and how they are read into a database. */
export * from './block-broken';
export * from './block-hash';
export * from './block-listener';
export * from './checkpoints';
export * from './decode-block';
export * from './private-events.port';
export * from './stream-blocks';
