/** Reads what the vault holds of a patient's versions, and tells which is the newest word on each thing. */
import type { RecordVersion } from '@theriac/domain/ehr/commitment';
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Executor } from '../../database';
import type { KeptSource } from './arrived-record';
import { SealBroken, type SealPlace } from './keys/seal';
import { openJson } from './sealed-json';
import { openItem, type VersionItem } from './sealed-version';
import { vaultRecords, vaultSources, vaultVersions } from './vault.table';

/** Whose versions, and the key that opens them. */
export interface OpenPatient {
  readonly organisation: string;
  readonly patient: string;
  readonly key: Uint8Array;
}

/** A version as it lies in its row, opened. */
export interface OpenedVersion<Item> extends RecordVersion, VersionItem<Item> {
  readonly thing: string;
  readonly batch: string;
  readonly at: Date;
}

/** A time that a source told a version. */
export interface OpenedSource extends RecordVersion {
  readonly thing: string;
  readonly number: number;
  readonly source: KeptSource;
}

/** What was opened, and the names of what does not open. */
export interface Opened<T> {
  readonly opened: readonly T[];
  readonly unreadable: readonly RecordVersion[];
}

const THING = sql<string>`coalesce(${vaultRecords.sameAs}, ${vaultRecords.record})`;

/** The patient's versions in the order of their arrival; all of them, or those of some things. */
export async function openVersions<Item>(
  { organisation, patient, key }: OpenPatient,
  things: readonly string[] | undefined,
  within: Executor,
): Promise<Opened<OpenedVersion<Item>>> {
  const { record, version, batch, at, wrappedKey, sealedItem } = vaultVersions;
  const rows = await within
    .select({ record, version, batch, at, wrappedKey, sealedItem, thing: THING })
    .from(vaultVersions)
    .innerJoin(vaultRecords, eq(vaultRecords.record, record))
    .where(and(eq(vaultVersions.patient, patient), ofThings(things)))
    .orderBy(asc(at), asc(record), asc(version));
  return openEach(rows, (row) => {
    const place = { organisation, patient, record: row.record, version: row.version };
    const { thing, batch: ofBatch, at: arrived } = row;
    const item = openItem<Item>(key, place, row);
    return { record: row.record, version: row.version, thing, batch: ofBatch, at: arrived, ...item };
  });
}

/** What told the patient's versions, in the order of arrival; all of them, or those of some things. */
export async function openSources(
  { patient, key }: OpenPatient,
  things: readonly string[] | undefined,
  within: Executor,
): Promise<Opened<OpenedSource>> {
  const { number, record, version, sealed } = vaultSources;
  const rows = await within
    .select({ number, record, version, sealed, thing: THING })
    .from(vaultSources)
    .innerJoin(vaultRecords, eq(vaultRecords.record, record))
    .where(and(eq(vaultSources.patient, patient), ofThings(things)))
    .orderBy(asc(number));
  return openEach(rows, ({ sealed: text, ...row }) => ({
    ...row,
    source: openJson(key, sourcePlace(patient, row), text) as KeptSource,
  }));
}

/** Where a source is sealed for. */
export function sourcePlace(patient: string, { record, version }: RecordVersion): SealPlace {
  return { use: 'source', patient, record, version };
}

/** By thing, what told its newest word: as of the latest moment, and of two as of one moment the one that came later. */
export function newestOf<S extends { thing: string; source: Pick<KeptSource, 'asOf'> }>(
  sources: readonly S[],
): Map<string, S> {
  const newest = new Map<string, S>();
  for (const one of sources) {
    const before = newest.get(one.thing);
    if (before === undefined || one.source.asOf >= before.source.asOf) newest.set(one.thing, one);
  }
  return newest;
}

function ofThings(things: readonly string[] | undefined) {
  if (things === undefined) return undefined;
  return or(inArray(vaultRecords.record, [...things]), inArray(vaultRecords.sameAs, [...things]));
}

function openEach<Row extends RecordVersion, T>(rows: readonly Row[], open: (row: Row) => T): Opened<T> {
  const opened: T[] = [];
  const unreadable: RecordVersion[] = [];
  for (const row of rows) {
    try {
      opened.push(open(row));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      unreadable.push({ record: row.record, version: row.version });
    }
  }
  return { opened, unreadable };
}
