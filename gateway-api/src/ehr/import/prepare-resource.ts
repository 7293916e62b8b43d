/** From a resource as it was uploaded to one that waits for its record: checked, with its references resolved. */
import { isClinicalType } from '@theriac/domain/ehr';
import type { FieldFault } from '@theriac/domain/ledger';
import type { ResourceCheck } from '../fhir';
import type { RecordSource, ResourceBody } from '../vault';
import { recordNumberOf } from './record-number';
import { isObject, type ReadResource } from './read-resources';
import { literalOf, rewriteReferences } from './references';
import { idOf, type UploadIndex } from './upload-index';

/** A resource that is right, under the names of its source. */
export interface PreparedResource {
  readonly place: string;
  readonly source: RecordSource;
  readonly body: ResourceBody;
}

/** What became of a resource so far. */
export type Prepared =
  | { readonly outcome: 'prepared'; readonly prepared: PreparedResource; readonly whose: Whose }
  | { readonly outcome: 'patient' }
  | { readonly outcome: 'otherType'; readonly type: string }
  | { readonly outcome: 'refused'; readonly faults: readonly FieldFault[] };

/** Whose a resource is: by their record number, or by what the source calls their Patient resource. */
export type Whose = { readonly recordNumber: string } | { readonly patient: string };

/** What resources are prepared with. */
export interface PreparingParts {
  readonly check: ResourceCheck;
  readonly index: UploadIndex;
  /** The name of the source system. */
  readonly system: string;
  /** The systems of this custodian's record numbers. */
  readonly recordNumberSystems: readonly string[];
}

/** The types of FHIR R4 that no vault keeps have names like this. */
const TYPE = /^[A-Z][A-Za-z]{2,63}$/;

/** Prepares one resource. Faults name elements and rules, and never a value. */
export function prepareResource(
  { check, index, system, recordNumberSystems }: PreparingParts,
  { place, fullUrl, resource, rule }: ReadResource,
): Prepared {
  if (rule !== undefined) return refused('Resource', rule);
  if (!isObject(resource)) return refused('Resource', 'must be a JSON object');
  const { resourceType: type } = resource;
  const isPatient = type === 'Patient';
  if (typeof type === 'string' && !isPatient && !isClinicalType(type) && TYPE.test(type))
    return { outcome: 'otherType', type };
  const faults = check(resource);
  if (faults.length > 0) return { outcome: 'refused', faults };
  const id = idOf(resource, fullUrl);
  if (isPatient) {
    return id !== undefined && index.patients.has(id)
      ? { outcome: 'patient' }
      : refused('Patient.identifier', 'must hold one record number of this custodian, and the resource an id');
  }
  const body = rewriteReferences(resource as ResourceBody, (reference) => index.resolve(reference));
  const whose = whoseOf(body, index, recordNumberSystems);
  if (whose === undefined) return refused(`${String(type)}.${subjectOf(body)}`, 'must lead to a Patient');
  return { outcome: 'prepared', prepared: { place, source: sourceOf(body, id, system), body }, whose };
}

function refused(field: string, rule: string): Prepared {
  return { outcome: 'refused', faults: [{ field, rule }] };
}

function subjectOf(body: ResourceBody): 'patient' | 'subject' {
  return 'patient' in body ? 'patient' : 'subject';
}

function whoseOf(body: ResourceBody, index: UploadIndex, systems: readonly string[]): Whose | undefined {
  const subject = body[subjectOf(body)];
  if (subject === undefined) {
    // A Medication, say, has no subject: it is of whom the upload is about.
    const only = index.onlyPatient;
    return only === undefined ? undefined : { recordNumber: only };
  }
  if (!isObject(subject)) return undefined;
  const { reference, identifier } = subject;
  const literal = typeof reference === 'string' ? literalOf(reference) : undefined;
  if (literal?.type === 'Patient') {
    const recordNumber = index.patients.get(literal.id);
    return recordNumber === undefined ? { patient: literal.id } : { recordNumber };
  }
  const recordNumber = identifier === undefined ? undefined : recordNumberOf(identifier, systems);
  return recordNumber === undefined ? undefined : { recordNumber };
}

function sourceOf({ identifier, meta }: ResourceBody, id: string | undefined, system: string): RecordSource {
  const identifiers = (Array.isArray(identifier) ? identifier : [identifier]).filter(isObject).flatMap((one) => {
    const { system: ofSystem, value } = one;
    return typeof ofSystem === 'string' && typeof value === 'string' ? [{ system: ofSystem, value }] : [];
  });
  const lastUpdated = isObject(meta) ? meta.lastUpdated : undefined;
  return {
    ...{ system, identifiers },
    ...(id !== undefined && { id }),
    ...(typeof lastUpdated === 'string' && { lastUpdated }),
  };
}
