/** The second layer: cardinality, invariants, dates that exist, and concepts of required value sets, by FHIR's definitions. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TypedValueWithPath, ValidatorOptions } from '@medplum/core';
import type { Bundle, CodeableConcept, Coding, OperationOutcomeIssue, Resource } from '@medplum/fhirtypes';
import type { FieldFault } from '@theriac/domain/ledger';
import { readValueSets, type ValueSets } from './value-sets';

const loadCore = () => import('@medplum/core');

type Core = Awaited<ReturnType<typeof loadCore>>;

/** Bytes of a document inside a resource. */
const LARGEST_DOCUMENT = 8 << 20;

/** Of what is only warned, this is wrong all the same: an element that may have one of several types has two. */
const TWO_TYPES = 'Conflicting choice of type properties';

/** Checks rules. */
export class RuleChecks {
  private constructor(
    private readonly core: Core,
    private readonly valueSets: ValueSets,
  ) {}

  /**
   * Reads the definitions of types and resources: some 20 MB in memory, several times that while they are read.
   *
   * @param folder the folder of FHIR's definitions
   */
  static async open(folder: string): Promise<RuleChecks> {
    const core = await loadCore();
    for (const file of ['profiles-types.json', 'profiles-resources.json'])
      core.indexStructureDefinitionBundle(JSON.parse(await readFile(join(folder, file), 'utf8')) as Bundle);
    return new RuleChecks(core, await readValueSets(folder, boundValueSets(core)));
  }

  /** The faults of a resource whose structure is right. */
  faultsOf(path: string, resource: Resource): FieldFault[] {
    const tokens: NonNullable<NonNullable<ValidatorOptions['collect']>['tokens']> = {};
    const issues = this.#issuesOf(resource, tokens)
      .filter(isWrong)
      .map((issue) => faultOf(path, issue));
    const unbound = Object.entries(tokens).flatMap(([url, values]) => this.#unbound(withoutVersion(url), values));
    return [...issues, ...unbound];
  }

  #issuesOf(resource: Resource, tokens: Record<string, TypedValueWithPath[]>): readonly OperationOutcomeIssue[] {
    try {
      return this.core.validateResource(resource, { collect: { tokens }, base64BinaryMaxBytes: LARGEST_DOCUMENT });
    } catch (error) {
      if (error instanceof this.core.OperationOutcomeError) return error.outcome.issue;
      throw error;
    }
  }

  #unbound(url: string, values: readonly TypedValueWithPath[]): FieldFault[] {
    const codes = this.valueSets.get(url);
    if (codes === undefined) return [];
    const wrong = values.filter(({ type, value }) => !codingsOf(type, value).some((code) => codes.has(code)));
    return wrong.map(({ path }) => ({ field: path, rule: `must have a code of ${url}` }));
  }
}

/** The value sets to which concepts are bound; those of plain codes are in the first layer's schema. */
function boundValueSets(core: Core): Set<string> {
  const elements = Object.values(core.getAllDataTypes()).flatMap((type) => Object.values(type.elements));
  const bound = elements.filter(
    ({ binding, type }) =>
      binding?.strength === 'required' && type.some(({ code }) => code === 'CodeableConcept' || code === 'Coding'),
  );
  return new Set(
    bound.flatMap(({ binding }) => (binding?.valueSet === undefined ? [] : [withoutVersion(binding.valueSet)])),
  );
}

function withoutVersion(canonical: string): string {
  return canonical.split('|', 1)[0] ?? canonical;
}

/** A concept's codes as `system|code`. */
function codingsOf(type: string, value: unknown): string[] {
  const codings = type === 'CodeableConcept' ? ((value as CodeableConcept).coding ?? []) : [value as Coding];
  return codings.map(({ system, code }) => `${system ?? ''}|${code ?? ''}`);
}

function isWrong({ severity, details }: OperationOutcomeIssue): boolean {
  return severity === 'error' || details?.text?.startsWith(TWO_TYPES) === true;
}

/** The texts are the library's and the definitions' own: they name elements, and never a value. */
function faultOf(path: string, { details, expression }: OperationOutcomeIssue): FieldFault {
  const text = details?.text ?? 'breaks a rule of FHIR R4';
  const at = expression?.[0] ?? path;
  return { field: at.startsWith(path) ? at : `${path}.${at}`, rule: text.replaceAll('; ', ', ') };
}
