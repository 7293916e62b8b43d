/** One Express application, run once for each organisation. */
export * from './composition';
export * from './config';
export * from './permissions-page';
