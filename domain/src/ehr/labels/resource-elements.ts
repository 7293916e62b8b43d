/** A resource as its elements, however deep: what rules about labels and items walk over. */

/** A JSON object; a resource that was validated when it arrived. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An element by its name in FHIR; an entry of a list has the list's name. */
export interface ResourceElement {
  readonly name: string;
  readonly value: unknown;
}

/**
 * What says nothing of health: `meta` is about the copy (its labels are read by themselves), `identifier` about numbers.
 */
const NOT_ENTERED: ReadonlySet<string> = new Set(['meta', 'identifier']);

/** All elements of a resource and of those contained in it, in no order. Not recursive: a body may be deeper than a stack. */
export function* elementsOf(resource: JsonObject): Generator<ResourceElement> {
  const open = [resource];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const [name, value] of Object.entries(parent)) {
      if (NOT_ENTERED.has(name)) continue;
      for (const one of asList(value)) {
        yield { name, value: one };
        if (isObject(one)) open.push(one);
      }
    }
  }
}

/** An element that may be given once or as a list. */
export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
