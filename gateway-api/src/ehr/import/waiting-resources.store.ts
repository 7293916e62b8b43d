/** Keeps resources until they are in the vault: sealed under a key of their record number. */
import { createHmac } from 'node:crypto';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../database';
import type { PatientKeyStore } from '../vault';
import { seal, unseal } from '../vault/keys/seal';
import { importPatients, importRecords, importResources } from './import.table';
import type { PreparedResource } from './prepare-resource';

/** Names of keys in the store of patients' keys: no patient's id looks like them. */
const NAMES_KEY = 'imports';
const keyNameOf = (record: string): string => `record ${record}`;

/** Rows of one statement. */
const ROWS_AT_ONCE = 500;

/** A resource to be kept until its patient is known. */
export interface NewWaiting {
  /** As {@link WaitingResources.recordOf} names it. */
  readonly record: string;
  readonly resource: PreparedResource;
}

/** A resource that waits. */
export interface Waiting {
  readonly number: number;
  readonly resource: PreparedResource;
}

/** The store. Keys that were opened once are held while it lives: it is made for one job, or one look. */
export class WaitingResources {
  readonly #keys = new Map<string, Uint8Array>();

  constructor(
    private readonly db: Database,
    private readonly keys: PatientKeyStore,
  ) {}

  /** What a record number is called; it is kept under that name from now on. */
  async recordOf(recordNumber: string): Promise<string> {
    const record = await this.#digest('record', recordNumber);
    if (this.#keys.has(record)) return record;
    const key = await this.#keyOf(record);
    const sealed = seal(key, numberPlace(record), Buffer.from(recordNumber, 'utf8'));
    await this.db.insert(importRecords).values({ record, sealed }).onConflictDoNothing();
    return record;
  }

  /** Notes whose the Patient resources of a source system are. */
  async notePatients(system: string, patients: ReadonlyMap<string, string>, within: Transaction): Promise<void> {
    const rows: (typeof importPatients.$inferInsert)[] = [];
    for (const [id, recordNumber] of patients)
      rows.push({ patient: await this.#digest('patient', system, id), record: await this.recordOf(recordNumber) });
    // Two processes that note the same take their turns in one order.
    rows.sort((one, other) => (one.patient < other.patient ? -1 : 1));
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
      await within
        .insert(importPatients)
        .values(rows.slice(at, at + ROWS_AT_ONCE))
        .onConflictDoUpdate({ target: importPatients.patient, set: { record: sql`excluded.record` } });
  }

  /** The records of Patient resources that a source system told before, by its ids. */
  async recordsOfPatients(system: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const digests = new Map<string, string>();
    for (const id of new Set(ids)) digests.set(await this.#digest('patient', system, id), id);
    if (digests.size === 0) return new Map();
    const rows = await this.db
      .select()
      .from(importPatients)
      .where(inArray(importPatients.patient, [...digests.keys()]));
    return new Map(rows.map(({ patient, record }) => [digests.get(patient) ?? '', record]));
  }

  /** Keeps resources in the order in which they were told. */
  async add(job: string, resources: readonly NewWaiting[], within: Transaction): Promise<void> {
    const rows: (typeof importResources.$inferInsert)[] = [];
    for (const { record, resource } of resources) {
      const text = Buffer.from(JSON.stringify(resource), 'utf8');
      rows.push({ job, record, sealed: seal(await this.#keyOf(record), resourcePlace(record), text) });
    }
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
      await within.insert(importResources).values(rows.slice(at, at + ROWS_AT_ONCE));
  }

  /** The records of which a job has told something that is not in the vault. */
  async recordsOfJob(job: string): Promise<string[]> {
    const rows = await this.db
      .selectDistinct({ record: importResources.record })
      .from(importResources)
      .where(eq(importResources.job, job))
      .orderBy(asc(importResources.record));
    return rows.map(({ record }) => record);
  }

  /** Records of which something waits, in the order of their names, some at a time. */
  async recordsAfter(last: string, most: number): Promise<string[]> {
    const rows = await this.db
      .selectDistinct({ record: importResources.record })
      .from(importResources)
      .where(gt(importResources.record, last))
      .orderBy(asc(importResources.record))
      .limit(most);
    return rows.map(({ record }) => record);
  }

  /** The number of a record. */
  async recordNumberOf(record: string): Promise<string> {
    const [row] = await this.db.select().from(importRecords).where(eq(importRecords.record, record));
    if (row === undefined) throw new Error('a resource waits for a record that nobody knows');
    return Buffer.from(unseal(await this.#keyOf(record), numberPlace(record), row.sealed)).toString('utf8');
  }

  /** Takes the next resources of a record out, for the vault to keep in the same transaction; of one job, or of all. */
  async take(record: string, job: string | undefined, most: number, within: Transaction): Promise<readonly Waiting[]> {
    const { number, sealed } = importResources;
    const key = await this.#keyOf(record);
    const rows = await within
      .select({ number, sealed })
      .from(importResources)
      .where(and(eq(importResources.record, record), job === undefined ? undefined : eq(importResources.job, job)))
      .orderBy(asc(number))
      .limit(most)
      .for('update');
    if (rows.length > 0)
      await within.delete(importResources).where(
        inArray(
          number,
          rows.map((row) => row.number),
        ),
      );
    return rows.map((row) => ({
      number: row.number,
      resource: JSON.parse(
        Buffer.from(unseal(key, resourcePlace(record), row.sealed)).toString('utf8'),
      ) as PreparedResource,
    }));
  }

  /** How many resources of a record a job has told that are not in the vault. */
  async count(record: string, job: string): Promise<number> {
    return this.db.$count(importResources, and(eq(importResources.record, record), eq(importResources.job, job)));
  }

  async #digest(...parts: readonly string[]): Promise<string> {
    const key = await this.#obtain(NAMES_KEY);
    return createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');
  }

  #keyOf(record: string): Promise<Uint8Array> {
    return this.#obtain(keyNameOf(record), record);
  }

  /** In a transaction of its own: no key's row stays locked while resources are kept. */
  async #obtain(name: string, held = name): Promise<Uint8Array> {
    const key = this.#keys.get(held) ?? (await this.db.transaction((within) => this.keys.obtain(name, within)));
    this.#keys.set(held, key);
    return key;
  }
}

function numberPlace(record: string) {
  return { use: 'record number', record };
}

function resourcePlace(record: string) {
  return { use: 'waiting resource', record };
}
