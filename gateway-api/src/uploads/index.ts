/** Documents that callers upload. */
export * from './uploads.store';
