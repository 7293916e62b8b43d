/** What of FHIR R4 the rules about health records build on. */
export * from './code-systems';
export * from './fhir-time';
export * from './period.schema';
