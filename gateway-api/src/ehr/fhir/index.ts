/** FHIR R4 at the vault's door: which resources are kept, and what is wrong with those that are not. */
export * from './kept-types';
export * from './resource-checks';
