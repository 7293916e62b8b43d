/** The consents of a patient that stand. */
export * from './given-consents.events';
export * from './given-consents.rules';
export * from './given-consents.schema';
