/** What every contract stands on: who acts, stores, guards, and the way from a proposal to a transaction. */
export * from './chaincode';
export * from './deployment';
export * from './node-digest';
export * from './private-store';
export * from './state-store';
export * from './theriac-context';
export * from './theriac-contract';
