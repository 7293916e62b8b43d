/** Which of a person's identifiers is their record number here. */
import { recordNumberSchema } from '@theriac/domain/ehr';
import { isObject } from './read-resources';

/** HL7 v2 table 0203: `MR` is a medical record number. */
const IDENTIFIER_TYPES = 'http://terminology.hl7.org/CodeSystem/v2-0203';
const RECORD_NUMBER = 'MR';

/**
 * The record number that identifiers give: of a system of the custodian's setting, or else of the type `MR`. Undefined where
 * there is none, or more than one: then it stays open whose record it is.
 *
 * @param identifiers as FHIR's `Identifier` has them
 * @param systems the systems of this custodian's record numbers
 */
export function recordNumberOf(identifiers: unknown, systems: readonly string[]): string | undefined {
  const all = (Array.isArray(identifiers) ? identifiers : [identifiers]).filter(isObject);
  const ofSystem = all.filter(({ system }) => typeof system === 'string' && systems.includes(system));
  const chosen =
    ofSystem.length > 0 ? ofSystem : all.filter(({ type }) => systems.length === 0 && isRecordNumber(type));
  const numbers = new Set(chosen.map(({ value }) => value));
  const [only] = numbers;
  const number = recordNumberSchema.safeParse(only);
  return numbers.size === 1 && number.success ? number.data : undefined;
}

function isRecordNumber(type: unknown): boolean {
  const codings: readonly unknown[] = isObject(type) && Array.isArray(type.coding) ? type.coding : [];
  return codings.some((one) => isObject(one) && one.system === IDENTIFIER_TYPES && one.code === RECORD_NUMBER);
}
