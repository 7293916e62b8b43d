/** The vault: a custodian's records of its patients, encrypted, committed to, and read one patient at a time. */
import type { ReceivedRecord, RecordVersion } from '@theriac/domain/ehr/commitment';
import { and, eq, inArray } from 'drizzle-orm';
import type { Database, Executor, Transaction } from '../../database';
import type { ArrivedRecord, KeptRecords, KeptSource, StoredVersions } from './arrived-record';
import { openBatches } from './batches';
import { keepRecords } from './keep-records';
import type { OrganisationKeys } from './keys/organisation-keys';
import { PatientKeyStore } from './keys/patient-keys.store';
import { SealBroken } from './keys/seal';
import { RecordNames } from './record-names';
import { openBody } from './sealed-version';
import { newestOf, type OpenedSource, openSources, openVersions, type OpenPatient } from './stored-versions';
import { vaultVersions } from './vault.table';

/** Bodies of a patient's versions. */
export interface StoredBodies {
  readonly bodies: readonly ReceivedRecord[];
  /** Those that do not open, or are not there. */
  readonly unreadable: readonly RecordVersion[];
}

/** The vault. `Item` is what decisions need to know of a record. */
export class Vault<Item> {
  readonly keys: PatientKeyStore;
  /** Recognises what arrives. */
  readonly names: RecordNames;

  /** @param classOf the class of an item, as `recordClass` of the domain names it */
  constructor(
    private readonly db: Database,
    private readonly organisation: OrganisationKeys,
    private readonly classOf: (item: Item) => string,
  ) {
    this.keys = new PatientKeyStore(db, organisation);
    this.names = new RecordNames(this.keys);
  }

  /**
   * Keeps resources of a patient under the records that `names.identify` gave them in this same transaction, and commits
   * to those that are new. The batch's root is to stand in the patient's record log on the ledger.
   *
   * @throws LedgerError RECORDS_ERASED when the patient's key was destroyed
   * @throws RangeError for more resources than a batch takes
   */
  async keep(patient: string, arrived: readonly ArrivedRecord<Item>[], within: Transaction): Promise<KeptRecords> {
    const key = await this.keys.obtain(patient, within);
    return keepRecords({ organisation: this.organisation.organisation, patient, key }, arrived, this.classOf, within);
  }

  /**
   * All versions of a patient's records, without bodies.
   *
   * @throws LedgerError RECORDS_ERASED when the patient's key was destroyed
   */
  async versions(patient: string, within: Executor = this.db): Promise<StoredVersions<Item>> {
    const open = await this.#open(patient, within);
    if (open === undefined) return { versions: [], unreadable: [] };
    const { opened, unreadable } = await openVersions<Item>(open, undefined, within);
    const sources = await openSources(open, undefined, within);
    const told = bySource(sources.opened);
    // A version whose source does not open is as of its arrival, so that it is not lost from sight.
    const unsourced = opened.filter((one) => !told.has(nameOf(one)));
    const asOfArrival = unsourced.map((one) => ({ ...one, source: { asOf: one.at.toISOString() } }));
    const newest = newestOf<TellingVersion>([...asOfArrival, ...sources.opened]);
    const versions = opened.map(({ at, content: _, ...one }) => ({
      ...one,
      arrivedAt: at.toISOString(),
      class: this.classOf(one.item),
      sources: told.get(nameOf(one)) ?? [],
      isShown: isSame(newest.get(one.thing), one),
    }));
    return { versions, unreadable: [...unreadable, ...sources.unreadable] };
  }

  /**
   * The bodies of some versions.
   *
   * @throws LedgerError RECORDS_ERASED when the patient's key was destroyed
   */
  async bodies(patient: string, versions: readonly RecordVersion[], within: Executor = this.db): Promise<StoredBodies> {
    const open = await this.#open(patient, within);
    if (open === undefined || versions.length === 0) return { bodies: [], unreadable: versions };
    const { record, version, wrappedKey, sealedBody } = vaultVersions;
    const asked = new Map(versions.map((one) => [nameOf(one), one]));
    const rows = await within
      .select({ record, version, wrappedKey, sealedBody })
      .from(vaultVersions)
      .where(
        and(
          eq(vaultVersions.patient, patient),
          inArray(
            record,
            versions.map((one) => one.record),
          ),
        ),
      );
    const bodies: ReceivedRecord[] = [];
    for (const row of rows) {
      if (!asked.has(nameOf(row))) continue;
      const place = { organisation: open.organisation, patient, record: row.record, version: row.version };
      try {
        bodies.push({ record: row.record, version: row.version, body: openBody(open.key, place, row) });
        asked.delete(nameOf(row));
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
      }
    }
    return { bodies, unreadable: [...asked.values()] };
  }

  /**
   * A patient's batches in the order of their record log, as the domain's `openBatch` and `proveRecord` take them.
   *
   * @throws LedgerError RECORDS_ERASED when the patient's key was destroyed
   */
  async batches(patient: string, within: Executor = this.db): Promise<Awaited<ReturnType<typeof openBatches>>> {
    const open = await this.#open(patient, within);
    return open === undefined ? [] : openBatches(open, within);
  }

  async #open(patient: string, within: Executor): Promise<OpenPatient | undefined> {
    const key = await this.keys.find(patient, within);
    return key === undefined ? undefined : { organisation: this.organisation.organisation, patient, key };
  }
}

/** A version, and as of when it holds. */
interface TellingVersion extends RecordVersion {
  readonly thing: string;
  readonly source: Pick<KeptSource, 'asOf'>;
}

/** The sources by the version that they told. */
function bySource(sources: readonly OpenedSource[]): Map<string, KeptSource[]> {
  const told = new Map<string, KeptSource[]>();
  for (const one of sources) told.set(nameOf(one), [...(told.get(nameOf(one)) ?? []), one.source]);
  return told;
}

function isSame(one: RecordVersion | undefined, { record, version }: RecordVersion): boolean {
  return one?.record === record && one.version === version;
}

function nameOf({ record, version }: RecordVersion): string {
  return `${record}/${version}`;
}
