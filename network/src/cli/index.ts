/** The functions behind npm run start, stop, status, reset, logs and certificates. */
export * from './certificates-text';
export * from './network-logs';
export * from './network-place';
export * from './network-status';
export * from './renew-machine';
export * from './reset-network';
export * from './restart-peers';
export * from './start-network';
export * from './status-text';
export * from './steps';
export * from './stop-network';
