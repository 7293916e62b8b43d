/** The few words that generated consents, requests and items share: with few of them, matches are frequent. */
import type { Coding, NamedReference } from '../second-evaluator/asked';

export const MEMBERS = ['hospital', 'clinic', 'pharmacy'] as const;
export const ROLES = ['physician', 'nurse', 'pharmacist'] as const;
export const PERSONS = ['4f1c2a9be07d35684f1c2a9be07d3568', '90aa17be34cd56ef90aa17be34cd56ef'] as const;
export const PURPOSES = ['TREAT', 'BTG', 'HPAYMT', 'HOPERAT', 'HRESCH'] as const;
export const TYPES = ['Observation', 'Condition', 'DocumentReference', 'Encounter'] as const;
export const IDS = ['1', '2'] as const;
export const SENSITIVITIES = ['ETH', 'ETHUD', 'OPIOIDUD', 'PSY', 'SDV', 'HIV'] as const;
export const CONFIDENTIALITIES = ['N', 'R'] as const;

const CATEGORY_SYSTEM = 'http://terminology.hl7.org/CodeSystem/observation-category';

/** Two codes of one system, and one of them again in another system. */
export const CATEGORIES: readonly Coding[] = [
  { system: CATEGORY_SYSTEM, code: 'laboratory' },
  { system: CATEGORY_SYSTEM, code: 'vital-signs' },
  { system: 'https://codes.example/categories', code: 'laboratory' },
];

const terminology = (name: string) => `http://terminology.hl7.org/CodeSystem/${name}`;

export const purposeCoding = (code: string): Coding => ({ system: terminology('v3-ActReason'), code });
export const typeCoding = (code: string): Coding => ({ system: 'http://hl7.org/fhir/resource-types', code });
export const recipientCoding: Coding = { system: terminology('v3-ParticipationType'), code: 'IRCP' };
export const scopeCoding: Coding = { system: terminology('consentscope'), code: 'patient-privacy' };
export const categoryCoding: Coding = { system: 'http://loinc.org', code: '59284-0' };

/** A confidentiality or a sensitivity, each in the system that it belongs to. */
export const labelCoding = (code: string): Coding => ({
  system: terminology(CONFIDENTIALITIES.some((level) => level === code) ? 'v3-Confidentiality' : 'v3-ActCode'),
  code,
});

export const organisation = (value: string): NamedReference => ({
  type: 'Organization',
  identifier: { system: 'urn:theriac:organisation', value },
});
export const practitionerRole = (value: string): NamedReference => ({
  type: 'PractitionerRole',
  identifier: { system: 'urn:theriac:role', value },
});
export const practitioner = (value: string): NamedReference => ({
  type: 'Practitioner',
  identifier: { system: 'urn:theriac:person', value },
});
