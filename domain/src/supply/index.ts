/** The drug chain: company prefixes, products, lots and their parts, and whether a pack is what it says. */
export * from './alert.schema';
export * from './company-prefix.rules';
export * from './company-prefix.schema';
export * from './end-registration.rules';
export * from './lot-secret';
export * from './lot.schema';
export * from './manifest';
export * from './pages';
export * from './part.schema';
export * from './product.rules';
export * from './product.schema';
export * from './register-part.rules';
export * from './supply.events';
export * from './supply.permissions';
export * from './verdict.schema';
export * from './verify-pack.rules';
export * from './write-pages.rules';
