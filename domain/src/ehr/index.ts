/** Health records: consents and how they are decided, labels of resources. */
export * from './consent';
export * from './fhir';
export * from './item';
export * from './labels';
