/** Which FHIR R4 resources a vault keeps: what care writes about a patient; nothing of billing or administration. */
import { z } from 'zod';

/** The clinical types of resources. */
export const clinicalTypeSchema = z.enum([
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'ClinicalImpression',
  'Communication',
  'Composition',
  'Condition',
  'DetectedIssue',
  'Device',
  'DeviceRequest',
  'DeviceUseStatement',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'EpisodeOfCare',
  'FamilyMemberHistory',
  'Flag',
  'Goal',
  'ImagingStudy',
  'Immunization',
  'ImmunizationRecommendation',
  'Media',
  'Medication',
  'MedicationAdministration',
  'MedicationDispense',
  'MedicationRequest',
  'MedicationStatement',
  'NutritionOrder',
  'Observation',
  'Procedure',
  'QuestionnaireResponse',
  'RiskAssessment',
  'ServiceRequest',
  'Specimen',
  'SupplyDelivery',
  'VisionPrescription',
]);

/** A clinical type of resource. */
export type ClinicalType = z.infer<typeof clinicalTypeSchema>;

/** An id of a resource, as FHIR R4 writes it. */
export const RESOURCE_ID = /^[A-Za-z0-9.-]{1,64}$/;

const TYPES: ReadonlySet<string> = new Set(clinicalTypeSchema.options);

/** Whether a text names a clinical type. */
export function isClinicalType(text: unknown): text is ClinicalType {
  return typeof text === 'string' && TYPES.has(text);
}

/** A clinical resource by type and id, such as `Encounter/e1`. */
export const clinicalReferenceSchema = z.string().refine(isClinicalReference, 'must be a clinical type and an id');

/** Whether a text is the reference to a clinical resource. */
export function isClinicalReference(text: string): boolean {
  const [type, id = '', ...more] = text.split('/');
  return isClinicalType(type) && RESOURCE_ID.test(id) && more.length === 0;
}
