/** Makes items of a patient's resources: labelled by what they say, and by the department of their encounter. */
import { factsOf, type Item, itemOf, labelResource } from '@theriac/domain/ehr';
import type { ResourceBody } from '../vault';
import type { ImportSettings } from './import-settings';
import type { PreparedResource } from './prepare-resource';
import { isObject } from './read-resources';
import { literalOf, rewriteReferences } from './references';

/** A resource under its record, with what decisions need to know of it. */
export interface LabelledResource {
  readonly body: ResourceBody;
  readonly item: Item;
}

/** What a group of resources is labelled with. */
export interface LabellingParts {
  readonly settings: ImportSettings;
  /** This custodian. */
  readonly self: string;
  readonly patient: string;
  /** The record of what a source calls so, such as `Encounter/e1`. */
  readonly recordOf: (system: string, reference: string) => string | undefined;
}

/**
 * Labels resources that are kept together.
 *
 * @param records of the resources, in their order
 */
export function labelGroup(
  parts: LabellingParts,
  resources: readonly PreparedResource[],
  records: readonly string[],
): LabelledResource[] {
  const departments = departmentsOf(resources);
  return resources.map(({ source, body }, at) => {
    const { settings, self } = parts;
    const facts = factsOf(body);
    const behind = encountersOf(body).flatMap((one) => departments.get(`${source.system} ${one}`) ?? []);
    const mentions = [...new Set([...facts.mentions, ...behind])];
    const labels = labelResource({ ...facts, mentions }, settings.labels);
    const here = { ...inThisVault(parts, source.system, body), id: records[at] ?? '' };
    const authors = settings.ownSources.includes(source.system) ? [self] : [];
    return { body: here, item: itemOf(here, { authors, labels }) };
  });
}

/** References lead to this vault's records and the ledger's patient, so that two systems' words for one thing are the same. */
function inThisVault({ recordOf, patient }: LabellingParts, system: string, body: ResourceBody): ResourceBody {
  return rewriteReferences(body, (reference) => {
    const literal = literalOf(reference);
    if (literal === undefined) return undefined;
    const record = recordOf(system, reference);
    if (record !== undefined) return { reference: `${literal.type}/${record}` };
    const isSubject = literal.type === 'Patient' && isOf(body, reference);
    return isSubject ? { reference: `Patient/${patient}` } : undefined;
  });
}

function isOf({ subject, patient }: ResourceBody, reference: string): boolean {
  return [subject, patient].some((one) => isObject(one) && one.reference === reference);
}

/** By source and encounter, whom and what it mentions: where it took place, and who is responsible. */
function departmentsOf(resources: readonly PreparedResource[]): ReadonlyMap<string, readonly string[]> {
  const encounters = resources.filter(
    ({ body, source }) => body.resourceType === 'Encounter' && source.id !== undefined,
  );
  return new Map(
    encounters.map(({ body, source }) => [`${source.system} Encounter/${source.id ?? ''}`, factsOf(body).mentions]),
  );
}

function encountersOf({ encounter, context }: ResourceBody): string[] {
  const inContext = isObject(context) ? context.encounter : undefined;
  const all = [encounter, context, ...(Array.isArray(inContext) ? (inContext as unknown[]) : [inContext])];
  return all.filter(isObject).flatMap(({ reference }) => (typeof reference === 'string' ? [reference] : []));
}
