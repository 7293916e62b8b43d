/** A compiled consent as a FHIR R4 Consent again: the resource that compiles to the same. */
import {
  ACT_CODE,
  ACT_REASON,
  CONFIDENTIALITY,
  CONSENT_SCOPE,
  LOINC,
  ORGANISATION_SYSTEM,
  PARTICIPATION_TYPE,
  PERSON_SYSTEM,
  RESOURCE_TYPES,
  ROLE_SYSTEM,
} from '../fhir';
import { confidentialitySchema, type Label } from '../item';
import type { CompiledConsent, ConsentActor, ConsentData, Provision } from './consent.schema';
import { CONSENT_CATEGORY, type FhirConsent, POLICY } from './fhir-consent.schema';

type FhirProvision = NonNullable<FhirConsent['provision']['provision']>[number];

/** The FHIR R4 Consent of a patient's compiled consent. */
export function consentResource(patient: string, compiled: CompiledConsent): FhirConsent {
  const { consent, version, givenAt, rule, exception } = compiled;
  return {
    resourceType: 'Consent',
    id: consent,
    meta: { versionId: String(version) },
    status: 'active',
    scope: { coding: [{ system: CONSENT_SCOPE, code: 'patient-privacy' }] },
    category: [{ coding: [{ system: LOINC, code: CONSENT_CATEGORY }] }],
    patient: { reference: `Patient/${patient}` },
    ...(givenAt !== undefined && { dateTime: givenAt }),
    policy: [{ uri: POLICY }],
    provision: {
      ...provisionResource(rule),
      ...(exception !== undefined && { provision: [provisionResource(exception)] }),
    },
  };
}

function provisionResource(provision: Provision): FhirProvision {
  const { type, period, actors, purposes, types, categories, labels, data, dataPeriod } = provision;
  return {
    type,
    ...(period !== undefined && { period }),
    ...(actors !== undefined && { actor: actors.map(actorResource) }),
    ...(purposes !== undefined && { purpose: purposes.map((code) => ({ system: ACT_REASON, code })) }),
    ...(types !== undefined && { class: types.map((code) => ({ system: RESOURCE_TYPES, code })) }),
    ...(categories !== undefined && { code: categories.map((coding) => ({ coding: [coding] })) }),
    ...(labels !== undefined && { securityLabel: labels.map(labelCoding) }),
    ...(data !== undefined && { data: data.map(dataResource) }),
    ...(dataPeriod !== undefined && { dataPeriod }),
  };
}

function actorResource(actor: ConsentActor): NonNullable<FhirProvision['actor']>[number] {
  return { role: { coding: [{ system: PARTICIPATION_TYPE, code: 'IRCP' }] }, reference: actorReference(actor) };
}

function actorReference(actor: ConsentActor) {
  const { organisation } = actor;
  if ('person' in actor) return reference('Practitioner', PERSON_SYSTEM, `${actor.organisation}/${actor.person}`);
  if (!('role' in actor)) return reference('Organization', ORGANISATION_SYSTEM, actor.organisation);
  return reference(
    'PractitionerRole',
    ROLE_SYSTEM,
    organisation === undefined ? actor.role : `${organisation}/${actor.role}`,
  );
}

function reference(type: string, system: string, value: string) {
  return { type, identifier: { system, value } };
}

function labelCoding(code: Label) {
  const isConfidentiality = confidentialitySchema.options.some((one) => one === code);
  return { system: isConfidentiality ? CONFIDENTIALITY : ACT_CODE, code };
}

function dataResource(entry: ConsentData) {
  if ('instance' in entry) return { meaning: 'instance', reference: { reference: entry.instance } };
  if ('related' in entry) return { meaning: 'related', reference: { reference: entry.related } };
  return { meaning: 'authoredby', reference: actorReference({ organisation: entry.authoredBy }) };
}
