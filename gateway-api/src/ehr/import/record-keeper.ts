/** Moves what waits under a record number into the vault, as soon as the number leads to a patient. */
import { isClinicalType, type Item } from '@theriac/domain/ehr';
import { MOST_RECORDS_A_BATCH } from '@theriac/domain/ehr/commitment';
import { LedgerError } from '@theriac/domain/ledger';
import type { Transaction } from '../../database';
import type { KeptRecord, Vault } from '../vault';
import type { ImportSettings } from './import-settings';
import { labelGroup } from './label-group';
import type { PreparedResource } from './prepare-resource';
import { literalOf, referencesOf } from './references';
import type { WaitingResources } from './waiting-resources.store';

/** Whose record numbers are. */
export interface RecordOwners {
  /** The patient whose record it is; undefined when no link is in force, or more than one. */
  patientOf(recordNumber: string): Promise<string | undefined>;
}

/** What became of resources that waited. */
export interface KeptGroup {
  readonly kept: readonly KeptRecord[];
  /** Places of those that nobody can keep any more: the patient's records were erased. */
  readonly erased: readonly string[];
}

/** What records are kept with. */
export interface RecordKeeperParts {
  readonly vault: Vault<Item>;
  readonly settings: ImportSettings;
  /** This custodian. */
  readonly self: string;
}

/** Keeps records. */
export class RecordKeeper {
  constructor(private readonly parts: RecordKeeperParts) {}

  /**
   * Keeps the next resources of a record, as many as a batch takes; none when none waits. Killed before the transaction
   * ends, nothing has happened; after it they are in the vault, in a batch that is to be anchored.
   *
   * @param job of one import only; undefined: of all
   */
  async keepNext(
    { waiting, record, patient, job }: { waiting: WaitingResources; record: string; patient: string; job?: string },
    within: Transaction,
  ): Promise<KeptGroup> {
    const taken = await waiting.take(record, job, MOST_RECORDS_A_BATCH, within);
    const resources = taken.map(({ resource }) => resource);
    if (resources.length === 0) return { kept: [], erased: [] };
    try {
      return { kept: await this.#keep(patient, resources, within), erased: [] };
    } catch (error) {
      if (!(error instanceof LedgerError && error.code === 'RECORDS_ERASED')) throw error;
      return { kept: [], erased: resources.map(({ place }) => place) };
    }
  }

  async #keep(
    patient: string,
    resources: readonly PreparedResource[],
    within: Transaction,
  ): Promise<readonly KeptRecord[]> {
    const { vault, settings, self } = this.parts;
    // What is referred to and was not told yet gets its record now, and is found under it when it comes.
    const referred = [...new Map(resources.flatMap(clinicalReferences))];
    const named = resources.map(({ body, source }) => ({ type: body.resourceType, source }));
    const records = await vault.names.identify(patient, [...named, ...referred.map(([, one]) => one)], within);
    const known = new Map(referred.map(([name], at) => [name, records[resources.length + at]]));
    const recordOf = (system: string, reference: string): string | undefined => known.get(nameOf(system, reference));
    const labelled = labelGroup({ settings, self, patient, recordOf }, resources, records);
    const arrived = labelled.map(({ body, item }, at) => {
      const source = resources[at]?.source ?? { system: '', identifiers: [] };
      return { record: item.id, source, body, item };
    });
    const { kept } = await vault.keep(patient, arrived, within);
    return kept;
  }
}

/** The clinical resources that one refers to, as its source calls them. */
function clinicalReferences({ body, source }: PreparedResource) {
  return referencesOf(body).flatMap((reference) => {
    const literal = literalOf(reference);
    if (literal === undefined || !isClinicalType(literal.type)) return [];
    const named = { type: literal.type, source: { system: source.system, id: literal.id, identifiers: [] } };
    return [[nameOf(source.system, reference), named] as const];
  });
}

function nameOf(system: string, reference: string): string {
  return `${system} ${reference}`;
}
