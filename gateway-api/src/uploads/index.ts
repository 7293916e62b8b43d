/** Documents that callers upload. */
export * from './record-file';
export * from './uploads.store';
