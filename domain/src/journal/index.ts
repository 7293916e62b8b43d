/** The journal: what an organisation did with records, such that nothing of it changes, goes or moves unseen. */
export * from './audit-event';
export * from './chain';
export * from './check-entry.rules';
export * from './entry.schema';
export * from './personal-part';
