/** The ledger as this gateway's organisation sees it. */
export { gatewayAs } from './caller-gateways';
export * from './channel-ledger';
export * from './clock';
export * from './fabric-ledger';
export * from './ledger.port';
export * from './ledger-failures';
export * from './ledger-observer';
export * from './ledger-settings';
export * from './peer-connection';
export * from './proposal-store.port';
export * from './proposals.store';
export * from './recovery';
