/** Recalls and withdrawals: who decides them, what they stop, and what holders say to them. */
export * from './confirm-recall.rules';
export * from './correct-recall.rules';
export * from './propose-recall.rules';
export * from './reach';
export * from './recall-report.schema';
export * from './recall.events';
export * from './recall.schema';
export * from './report-recall.rules';
export * from './shown';
export * from './stop-list.rules';
export * from './stop-list.schema';
