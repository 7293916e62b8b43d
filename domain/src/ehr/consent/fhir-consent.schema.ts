/** The FHIR R4 Consent that is taken at the boundary: what docs/concepts/consent.md names, and nothing else. */
import { z } from 'zod';
import { expected, fields, hexSchema } from '../../ledger';
import { CONSENT_SCOPE, fhirTimeSchema, LOINC } from '../fhir';
import { RESOURCE_ID } from '../item';
import { NOT_ENFORCED, unenforceable, wordOf } from './enforceable';
import {
  attachmentSchema,
  codingOf,
  conceptOf,
  identifierSchema,
  listOf,
  metaSchema,
  narrativeSchema,
  referenceSchema,
  remarkSchema,
} from './fhir-parts.schema';
import { ruleSchema } from './fhir-provision.schema';

/** The rules by which consents are decided: those of docs/concepts/consent.md. */
export const POLICY = 'urn:theriac:policy:deny-overrides';

/** LOINC's code for a patient's consent. */
export const CONSENT_CATEGORY = '59284-0';

/** A patient's id on the ledger: 128 random bits. */
const patientId = hexSchema(16);

const patientReferenceSchema = fields({
  reference: z
    .string(expected('a reference'))
    .refine(
      (text) => text.startsWith('Patient/') && patientId.safeParse(text.slice(8)).success,
      'must be Patient/ and a ledger id',
    ),
  type: z
    .string(expected('a type'))
    .refine((type) => type === 'Patient', 'must be Patient')
    .exactOptional(),
  display: remarkSchema.exactOptional(),
});

const policySchema = fields({
  uri: z.string(expected('a URI')).refine((uri) => uri === POLICY, unenforceable(`must be ${POLICY}`)),
});

/** The FHIR R4 Consent that is taken. */
export const fhirConsentSchema = fields({
  resourceType: z.string(expected('a type')).refine((type) => type === 'Consent', 'must be Consent'),
  id: z.string(expected('an id')).regex(RESOURCE_ID, 'must be an id of FHIR').exactOptional(),
  meta: metaSchema.exactOptional(),
  identifier: listOf(identifierSchema).exactOptional(),
  text: narrativeSchema.exactOptional(),
  language: remarkSchema.exactOptional(),
  status: wordOf(['active']),
  scope: conceptOf(codingOf(CONSENT_SCOPE, ['patient-privacy'])),
  category: listOf(fields({ coding: listOf(codingOf(LOINC, [CONSENT_CATEGORY])), text: remarkSchema.exactOptional() })),
  patient: patientReferenceSchema,
  dateTime: fhirTimeSchema.exactOptional(),
  performer: listOf(
    referenceSchema.refine(isPatientOrGuardian, unenforceable('must be the patient or a RelatedPerson')),
  ).exactOptional(),
  organization: listOf(referenceSchema).exactOptional(),
  sourceAttachment: attachmentSchema.exactOptional(),
  sourceReference: referenceSchema.exactOptional(),
  policy: z
    .array(policySchema, expected('a list'))
    .min(1, 'must not be empty')
    .refine((list) => list.length <= 1, unenforceable(NOT_ENFORCED)),
  provision: ruleSchema,
}).refine(({ sourceAttachment, sourceReference }) => sourceAttachment === undefined || sourceReference === undefined, {
  path: ['sourceReference'],
  error: 'must not stand beside sourceAttachment',
});

/** A Consent as it is sent. */
export type FhirConsent = z.input<typeof fhirConsentSchema>;

/** A Consent as it is read. */
export type ReadConsent = z.infer<typeof fhirConsentSchema>;

function isPatientOrGuardian({ reference, type }: z.infer<typeof referenceSchema>): boolean {
  return type === 'RelatedPerson' || (reference?.startsWith('Patient/') ?? false);
}
