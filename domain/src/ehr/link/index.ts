/** Which record of a provider is a patient's. */
export * from './emergency-link.rules';
export * from './link.events';
export * from './link.rules';
export * from './link.schema';
