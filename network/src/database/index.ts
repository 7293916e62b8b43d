/** The embedded PostgreSQL: one real server for the local network, nothing to install. */
export * from './database-process';
export * from './organisation-databases';
export * from './prepare-database';
export * from './throwaway-database';
