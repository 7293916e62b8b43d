/** The journal: what this organisation did with records, appended, chained, anchored, and verified. */
export * from './anchored-heads';
export * from './journal';
export * from './journal.store';
export * from './verify-journal';
