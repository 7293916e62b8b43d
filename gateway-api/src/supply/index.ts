/** The drug chain in the gateway. */
export * from './company-prefixes.projection';
export * from './lot-secrets/lot-secrets.store';
export * from './lots.projection';
export * from './lots.store';
export * from './node-digest';
export * from './products.projection';
export * from './registration/registrations.store';
export * from './supply-channel';
export * from './supply.client';
