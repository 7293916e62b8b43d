/** One Express application, run once for each organisation. */
export * from './composition';
export * from './config';
export { openLog } from './logging/logger';
export * from './permissions-page';
