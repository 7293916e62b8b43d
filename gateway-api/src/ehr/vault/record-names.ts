/** Gives arriving resources their records: the one that is known by their names, or a new one. */
import { randomUUID } from 'node:crypto';
import { fromHex, toHex } from '@theriac/domain/ledger';
import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../database';
import type { RecordSource } from './arrived-record';
import { BlindNames } from './blind-names';
import type { PatientKeyStore } from './keys/patient-keys.store';
import { KnownThings, type ResourceNames } from './record-matching';
import { vaultIdentifiers, vaultRecords } from './vault.table';

/** A resource, as far as it can be recognised. */
export interface NamedResource {
  readonly type: string;
  readonly source: RecordSource;
}

/** Rows of one statement: PostgreSQL takes 65,535 values. */
const ROWS_AT_ONCE = 5_000;

/** The names of records. */
export class RecordNames {
  constructor(private readonly keys: PatientKeyStore) {}

  /**
   * The records of a patient's resources, in their order; what is known by none of its names gets a new record. The patient
   * is locked until the transaction ends, in which the resources are kept too.
   *
   * @throws LedgerError RECORDS_ERASED when the patient's key was destroyed
   */
  async identify(patient: string, resources: readonly NamedResource[], within: Transaction): Promise<string[]> {
    const blind = new BlindNames(await this.keys.obtain(patient, within));
    const named = resources.map(({ type, source }) => ({
      ...blind.of(type, source),
      system: blind.system(source.system),
    }));
    const known = await knownThings(patient, named.flatMap(namesOf), within);
    const drawn = new Set<string>();
    const draw = (): string => {
      const record = randomUUID();
      drawn.add(record);
      return record;
    };
    const found = named.map((names) => ({ names, ...known.identify(names, draw) }));
    await insertInParts([...drawn], (part) =>
      within.insert(vaultRecords).values(part.map((record) => ({ record, patient }))),
    );
    for (const { thing, others } of found) if (others.length > 0) await mergeRecords(thing, others, within);
    const rows = found.flatMap(({ thing, names }) => rowsOf(patient, thing, names));
    await insertInParts(rows, (part) => within.insert(vaultIdentifiers).values(part).onConflictDoNothing());
    // Two that the same resources show to be one have one record, also for the first of them.
    return found.map(({ thing }) => known.standingFor(thing));
  }

  /** The records of what a source system calls so, such as what a reference names; undefined where there is none. */
  async find(
    patient: string,
    references: readonly { readonly type: string; readonly system: string; readonly id: string }[],
    within: Transaction,
  ): Promise<(string | undefined)[]> {
    const blind = new BlindNames(await this.keys.obtain(patient, within));
    const digests = references.map(({ type, system, id }) => blind.inSystem(type, system, id));
    const rows = await rowsOfNames(patient, digests, within);
    const things = new Map(rows.map(({ name, thing }) => [name, thing]));
    return digests.map((digest) => things.get(digest));
  }
}

function namesOf({ own, business }: ResourceNames): string[] {
  return own === undefined ? [...business] : [own, ...business];
}

/** The things that some names lead to, with all that source systems call them. */
async function knownThings(patient: string, names: readonly string[], within: Transaction): Promise<KnownThings> {
  const known = new KnownThings();
  const rows = await rowsOfNames(patient, names, within);
  for (const { thing, name, system } of rows) known.add(thing, name, system);
  const things = [...new Set(rows.map(({ thing }) => thing))];
  for (let at = 0; at < things.length; at += ROWS_AT_ONCE) {
    const part = things.slice(at, at + ROWS_AT_ONCE);
    const ids = await selectNames(within).where(
      and(
        isNotNull(vaultIdentifiers.source),
        or(inArray(vaultRecords.record, part), inArray(vaultRecords.sameAs, part)),
      ),
    );
    for (const row of ids) known.add(row.thing, toHex(row.digest), row.source === null ? undefined : toHex(row.source));
  }
  return known;
}

async function rowsOfNames(patient: string, names: readonly string[], within: Transaction) {
  const distinct = [...new Set(names)];
  const found: { thing: string; name: string; system: string | undefined }[] = [];
  for (let at = 0; at < distinct.length; at += ROWS_AT_ONCE) {
    const part = distinct.slice(at, at + ROWS_AT_ONCE).map(fromHex);
    const rows = await selectNames(within)
      .where(and(eq(vaultIdentifiers.patient, patient), inArray(vaultIdentifiers.digest, part)))
      // The oldest first: where several are found to be one, it stands for the others.
      .orderBy(vaultRecords.at, vaultRecords.record);
    for (const { thing, digest, source } of rows)
      found.push({ thing, name: toHex(digest), system: source === null ? undefined : toHex(source) });
  }
  return found;
}

function selectNames(within: Transaction) {
  return within
    .select({
      thing: sql<string>`coalesce(${vaultRecords.sameAs}, ${vaultRecords.record})`,
      digest: vaultIdentifiers.digest,
      source: vaultIdentifiers.source,
    })
    .from(vaultIdentifiers)
    .innerJoin(vaultRecords, eq(vaultRecords.record, vaultIdentifiers.record))
    .$dynamic();
}

async function mergeRecords(thing: string, others: readonly string[], within: Transaction): Promise<void> {
  const { record, sameAs } = vaultRecords;
  await within
    .update(vaultRecords)
    .set({ sameAs: thing })
    .where(or(inArray(record, [...others]), inArray(sameAs, [...others])));
}

function rowsOf(patient: string, record: string, { system, own, business }: ResourceNames) {
  const rows = business.map((name) => ({ patient, record, digest: fromHex(name), source: null as Uint8Array | null }));
  return own === undefined ? rows : [...rows, { patient, record, digest: fromHex(own), source: fromHex(system) }];
}

async function insertInParts<T>(rows: readonly T[], insert: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await insert(rows.slice(at, at + ROWS_AT_ONCE));
}
