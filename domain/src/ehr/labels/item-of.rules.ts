/** From a resource to the item that a decision looks at. */
import { z } from 'zod';
import { parse } from '../../ledger';
import { type ClinicalType, clinicalTypeSchema, type Code, type Item, type Labels, RESOURCE_ID } from '../item';
import { clinicalPeriodOf } from './clinical-period';
import { asList, isObject, type JsonObject } from './resource-elements';
import { clinicalReferencesOf, codeOf } from './resource-facts';

/** What the vault knows of a resource that does not stand in it. */
export interface KnownOfResource {
  /** The members whose people wrote it; none when that is not known. */
  readonly authors: readonly string[];
  /** As they were assigned when it arrived. */
  readonly labels: Labels;
}

const headSchema = z.object({
  resourceType: clinicalTypeSchema,
  id: z.string().regex(RESOURCE_ID, 'must be an id of FHIR'),
});

/** FHIR R4 writes an allergy's categories as bare codes of this system. */
const ALLERGY_CATEGORIES = 'http://hl7.org/fhir/allergy-intolerance-category';

/**
 * The item of a clinical resource. References inside it are `Type/id` of the vault's own ids: an import resolves others.
 *
 * @throws LedgerError INVALID_INPUT when it is of no clinical type, or has no id
 */
export function itemOf(resource: JsonObject, { authors, labels }: KnownOfResource): Item {
  const { resourceType: type, id } = parse(headSchema, resource);
  const period = clinicalPeriodOf(type, resource);
  return {
    type,
    id,
    categories: categoriesOf(type, resource),
    authors: [...authors],
    ...(period !== undefined && { period }),
    references: clinicalReferencesOf(resource),
    labels,
  };
}

function categoriesOf(type: ClinicalType, { category }: JsonObject): Code[] {
  return asList(category).flatMap((one) => {
    if (isObject(one))
      return asList(one.coding)
        .filter(isObject)
        .flatMap((coding) => codeOf(coding) ?? []);
    return type === 'AllergyIntolerance' && typeof one === 'string' ? [{ system: ALLERGY_CATEGORIES, code: one }] : [];
  });
}
