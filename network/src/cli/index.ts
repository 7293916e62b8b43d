/** The functions behind npm run start, stop, status, reset and logs. */
export * from './network-logs';
export * from './network-place';
export * from './network-status';
export * from './reset-network';
export * from './start-network';
export * from './status-text';
export * from './steps';
export * from './stop-network';
