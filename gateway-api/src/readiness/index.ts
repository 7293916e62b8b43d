/** Whether this gateway can do its work. */
export * from './checks';
export * from './ledger-probe';
export * from './package-check';
export * from './readiness';
