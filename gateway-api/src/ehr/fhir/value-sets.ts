/** The codes of the value sets to which FHIR R4 binds concepts, as far as its definitions list them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle, CodeSystem, CodeSystemConcept, ValueSet, ValueSetComposeInclude } from '@medplum/fhirtypes';

/** By the value set's URL, its codes as `system|code`. */
export type ValueSets = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Reads value sets. One whose codes are not all listed, such as the units of UCUM, is left out.
 *
 * @param folder the folder of FHIR's definitions
 * @param wanted URLs of value sets, without version
 */
export async function readValueSets(folder: string, wanted: ReadonlySet<string>): Promise<ValueSets> {
  const bundle = JSON.parse(await readFile(join(folder, 'valuesets.json'), 'utf8')) as Bundle<CodeSystem | ValueSet>;
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource]));
  const systems = new Map<string | undefined, CodeSystem>();
  for (const one of resources) if (one.resourceType === 'CodeSystem') systems.set(one.url, one);
  const sets = new Map<string, ReadonlySet<string>>();
  for (const one of resources) {
    if (one.resourceType !== 'ValueSet' || one.url === undefined || !wanted.has(one.url)) continue;
    const codes = codesOf(one, systems);
    if (codes !== undefined) sets.set(one.url, codes);
  }
  return sets;
}

function codesOf({ compose }: ValueSet, systems: ReadonlyMap<string | undefined, CodeSystem>): Set<string> | undefined {
  if (compose === undefined || compose.exclude !== undefined) return undefined;
  const included = compose.include.map((one) => includedCodes(one, systems));
  return included.includes(undefined) ? undefined : new Set(included.flatMap((codes) => codes ?? []));
}

function includedCodes(
  { system, concept, filter, valueSet }: ValueSetComposeInclude,
  systems: ReadonlyMap<string | undefined, CodeSystem>,
): string[] | undefined {
  if (system === undefined || filter !== undefined || valueSet !== undefined) return undefined;
  const listed = concept?.map(({ code }) => code) ?? allCodes(systems.get(system)?.concept);
  return listed?.map((code) => `${system}|${code}`);
}

function allCodes(concepts: readonly CodeSystemConcept[] | undefined): string[] | undefined {
  return concepts?.flatMap(({ code, concept }) => [code, ...(allCodes(concept) ?? [])]);
}
