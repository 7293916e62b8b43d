/** The organisation's own database. */
export * from './columns';
export * from './database';
export * from './database-away';
export * from './lease';
export * from './migrate-database';
