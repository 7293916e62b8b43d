/** What an upload's resources are called and whose they are: found out before any of them is looked at closely. */
import { recordNumberOf } from './record-number';
import { isObject, type ReadResource } from './read-resources';
import { conditionOf, literalOf, type ReferenceTarget } from './references';

/** The form of an id of FHIR R4. */
const ID = /^[A-Za-z0-9.-]{1,64}$/;
const URN = 'urn:uuid:';

/** The names in one upload. */
export class UploadIndex {
  /** How many resources it holds, those that cannot be read too. */
  count = 0;
  /** By the source's id of a Patient resource, the record number that it gives. */
  readonly patients = new Map<string, string>();
  /** By full URL, `Type/id`. */
  readonly #urls = new Map<string, string>();
  /** By type, system and value, `Type/id`; undefined when several have it. */
  readonly #identifiers = new Map<string, string | undefined>();

  /** @param systems the systems of this custodian's record numbers */
  constructor(private readonly systems: readonly string[]) {}

  /** The record number of whom the upload is about, when it has one Patient only. */
  get onlyPatient(): string | undefined {
    const [only] = this.patients.values();
    return this.patients.size === 1 ? only : undefined;
  }

  /** Notes a resource. */
  add({ fullUrl, resource }: ReadResource): void {
    this.count += 1;
    if (!isObject(resource)) return;
    const { resourceType: type, identifier } = resource;
    const id = idOf(resource, fullUrl);
    if (typeof type !== 'string' || id === undefined) return;
    const name = `${type}/${id}`;
    if (type === 'Patient') {
      const number = recordNumberOf(identifier, this.systems);
      if (number !== undefined) this.patients.set(id, number);
    }
    // Only a Bundle names its entries, and only in one can references be by such a name.
    if (fullUrl === undefined) return;
    this.#urls.set(fullUrl, name);
    for (const one of (Array.isArray(identifier) ? identifier : [identifier]).filter(isObject)) {
      const key = keyOf(type, one.system, one.value);
      this.#identifiers.set(key, this.#identifiers.has(key) ? undefined : name);
    }
  }

  /** Where a reference leads: literally, as far as the upload tells; undefined: it stays as it is. */
  resolve(reference: string): ReferenceTarget | undefined {
    const named = this.#urls.get(reference);
    if (named !== undefined) return { reference: named };
    const literal = literalOf(reference);
    if (literal !== undefined) return { reference: `${literal.type}/${literal.id}` };
    const condition = conditionOf(reference);
    if (condition === undefined) return undefined;
    const { type, system, value } = condition;
    const found = this.#identifiers.get(keyOf(type, system, value));
    // What the upload does not hold is still meant by its identifier, which is what FHIR calls a logical reference.
    return found === undefined ? { identifier: { system, value } } : { reference: found };
  }
}

/** What the source calls a resource: its id, or in a Bundle without one the UUID of its full URL. */
export function idOf({ id }: Readonly<Record<string, unknown>>, fullUrl: string | undefined): string | undefined {
  const name = id ?? (fullUrl?.startsWith(URN) === true ? fullUrl.slice(URN.length) : undefined);
  return typeof name === 'string' && ID.test(name) ? name : undefined;
}

function keyOf(type: string, system: unknown, value: unknown): string {
  return `${type}|${String(system)}|${String(value)}`;
}
