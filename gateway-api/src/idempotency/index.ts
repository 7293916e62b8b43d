/** Twice is once. */
export * from './idempotency';
export * from './idempotency.store';
export * from './secret-file';
