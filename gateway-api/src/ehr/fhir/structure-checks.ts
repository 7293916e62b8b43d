/**
 * The first layer: elements, data types and codes of FHIR R4 by its own JSON schema, compiled by Ajv. A type is compiled when
 * its first resource comes: the schema of all of them would take longer than most imports.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FieldFault } from '@theriac/domain/ledger';
import type { Ajv, ErrorObject, ValidateFunction } from 'ajv';
import { elementPath } from './json-form';

const SCHEMA = 'fhir';

/** How the schema's own pattern of base64 begins: it takes time that doubles with each blank. */
const SLOW_BASE64 = '^(\\s*([';
/** In its stead: which letters there are. What they spell is checked by the second layer. */
const BASE64 = '^[0-9a-zA-Z+/=\\s]+$';

interface FhirSchema {
  readonly definitions: Record<string, object>;
}

/** Checks structures. */
export class StructureChecks {
  readonly #compiled = new Map<string, ValidateFunction>();

  private constructor(
    private readonly ajv: Ajv,
    private readonly types: ReadonlySet<string>,
  ) {}

  /**
   * Reads the schema.
   *
   * @param folder the folder of FHIR's definitions
   */
  static async open(folder: string): Promise<StructureChecks> {
    const { Ajv } = await import('ajv');
    const text = await readFile(join(folder, 'fhir.schema.json'), 'utf8');
    const schema = JSON.parse(text, withQuickPattern) as FhirSchema;
    // Unions over all resources are told apart by their type here, and not tried one after the other.
    const definitions = { ...schema.definitions, ResourceList: { type: 'object', required: ['resourceType'] } };
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    ajv.addSchema({ $id: SCHEMA, definitions });
    const types = Object.entries(schema.definitions).filter(([, one]) => isResource(one));
    return new StructureChecks(ajv, new Set(types.map(([name]) => name)));
  }

  /** The faults of a resource and of those that it contains. */
  faultsOf(path: string, resource: Readonly<Record<string, unknown>>): FieldFault[] {
    const { resourceType: type, contained } = resource;
    if (typeof type !== 'string' || !this.types.has(type))
      return [{ field: elementPath(path, 'resourceType'), rule: 'must be a type of resource of FHIR R4' }];
    const check = this.#checkOf(type);
    const faults = check(resource) ? [] : (check.errors ?? []).map((error) => faultOf(path, error));
    const inside = (Array.isArray(contained) ? contained : []).flatMap((one: unknown, index) =>
      isObject(one) ? this.faultsOf(`${path}.contained[${index}]`, one) : [],
    );
    return [...faults, ...inside];
  }

  #checkOf(type: string): ValidateFunction {
    const compiled = this.#compiled.get(type) ?? this.ajv.compile({ $ref: `${SCHEMA}#/definitions/${type}` });
    this.#compiled.set(type, compiled);
    return compiled;
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withQuickPattern(name: string, value: unknown): unknown {
  return name === 'pattern' && typeof value === 'string' && value.startsWith(SLOW_BASE64) ? BASE64 : value;
}

function isResource(definition: object): boolean {
  const { properties } = definition as { properties?: Record<string, { const?: unknown }> };
  return properties?.resourceType?.const !== undefined;
}

/** The fault in FHIR's words: never with the value that breaks the rule. */
function faultOf(path: string, { instancePath, keyword, params, message }: ErrorObject): FieldFault {
  const field = fhirPath(path, instancePath);
  const { additionalProperty, missingProperty, allowedValues } = params as Record<string, unknown>;
  if (typeof additionalProperty === 'string')
    return { field: elementPath(field, additionalProperty), rule: 'is no element of FHIR R4 here' };
  if (typeof missingProperty === 'string') return { field: elementPath(field, missingProperty), rule: 'is missing' };
  if (Array.isArray(allowedValues)) return { field, rule: `must be one of ${allowedValues.join(', ')}` };
  if (keyword === 'pattern') return { field, rule: 'must have the form of its data type' };
  return { field, rule: message ?? 'is not as FHIR R4 has it' };
}

/** The path of a JSON pointer as FHIRPath writes it: `/component/0/code` is `Observation.component[0].code`. */
function fhirPath(path: string, pointer: string): string {
  const names = pointer.split('/').slice(1);
  return names.reduce((so, name) => (/^\d+$/.test(name) ? `${so}[${name}]` : elementPath(so, name)), path);
}
