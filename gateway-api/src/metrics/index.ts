/** What a gateway measures. */
export * from './ledger-observers';
export * from './metrics';
export * from './metrics-app';
