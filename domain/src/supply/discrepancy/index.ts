/** Discrepancies: what came is not what was sent. */
export * from './discrepancy.events';
export * from './discrepancy.schema';
export * from './report-discrepancy.rules';
export * from './resolve-discrepancy.rules';
