/** Projections: what this organisation remembers of the ledger, and how it is rebuilt. */
export * from './anchored-heads.projection';
export * from './anchored-heads.table';
export * from './projection';
export * from './rebuild';
export * from './row-changes';
