/** The page that says who may do what. */
export * from './permissions-page';
