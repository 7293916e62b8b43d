/** Which FHIR R4 resources a vault keeps: what care writes about a patient, and the patient as its subject. */
import { isClinicalType } from '@theriac/domain/ehr';

/** Whether a vault keeps resources of a type. */
export function isKeptType(type: unknown): type is string {
  return type === 'Patient' || isClinicalType(type);
}
