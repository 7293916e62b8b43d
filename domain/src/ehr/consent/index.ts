/** Consents: what a patient permits, compiled, and how it is decided. */
export * from './compile-consent.rules';
export * from './consent-resource';
export * from './consent.schema';
export * from './decision.schema';
export { CONSENT_CATEGORY, type FhirConsent, fhirConsentSchema, POLICY } from './fhir-consent.schema';
export * from './reader.rules';
export * from './request.schema';
