/** Which FHIR R4 resources a vault keeps: what care writes about a patient, and the patient as its subject. */

/** The clinical types: nothing of billing or administration. */
export const CLINICAL_TYPES = [
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
] as const;

const KEPT: ReadonlySet<string> = new Set([...CLINICAL_TYPES, 'Patient']);

/** Whether a vault keeps resources of a type. */
export function isKeptType(type: unknown): type is string {
  return typeof type === 'string' && KEPT.has(type);
}
