/** Processes that outlive a crash of their supervisor, and never anybody else's. */
export * from './claim';
export * from './end-process';
export * from './leftovers';
export * from './log-file';
export * from './port-owner';
export * from './process-identity';
export * from './process-spec';
export * from './resident-memory';
export * from './restart-process';
export * from './run-file';
export * from './stop-order';
export * from './supervisor';
