/** The journal: what this organisation did with records, appended, chained, anchored, and verified. */
export * from './anchor-check';
export * from './anchored-heads';
export * from './anchoring';
export * from './journal';
export * from './journal-channel';
export * from './journal.router';
export * from './journal.store';
export * from './report-lines';
export * from './verify-journal';
