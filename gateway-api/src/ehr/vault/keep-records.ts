/**
 * Keeps what arrived of a patient: content that was not told of its thing before becomes a version, what was told before gets
 * one more source. Nothing that is kept ever changes, so late data overwrite nothing.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { BATCH_SECRET_BYTES, commitBatch, hashBody, type RecordVersion } from '@theriac/domain/ehr/commitment';
import { instantOf } from '@theriac/domain/ledger';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../database';
import { nodeDigest } from '../../supply/node-digest';
import type { ArrivedRecord, KeptRecord, KeptRecords, KeptSource, RecordSource, ResourceBody } from './arrived-record';
import { insertBatch } from './batches';
import { sealJson } from './sealed-json';
import { sealVersion } from './sealed-version';
import { newestOf, openSources, openVersions, type OpenPatient, sourcePlace } from './stored-versions';
import { vaultSources, vaultVersions } from './vault.table';

/** Rows of one statement. */
const ROWS_AT_ONCE = 500;

/** A resource with what it is found to be. */
interface Told<Item> extends RecordVersion {
  readonly thing: string;
  readonly isNew: boolean;
  readonly content: string;
  readonly from: ArrivedRecord<Item>;
  readonly source: KeptSource;
}

/**
 * Keeps resources and commits to those that are new, in a transaction that has the patient locked.
 *
 * @param arrived at most as many as a batch takes, each under the record of its thing
 * @param classOf the class of an item, as `recordClass` of the domain names it
 */
export async function keepRecords<Item>(
  patient: OpenPatient,
  arrived: readonly ArrivedRecord<Item>[],
  classOf: (item: Item) => string,
  within: Transaction,
): Promise<KeptRecords> {
  const things = [...new Set(arrived.map(({ record }) => record))];
  const before = await openVersions<Item>(patient, things, within);
  const sources = await openSources(patient, things, within);
  const known = new KnownContents(before.opened, before.unreadable);
  const now = await databaseTime(within);
  const told = arrived.map((from): Told<Item> => {
    const content = contentHash(from.body);
    return {
      ...known.tell(from.record, content),
      thing: from.record,
      content,
      from,
      source: keptSource(from.source, now),
    };
  });
  const batch = await keepVersions(
    patient,
    told.filter(({ isNew }) => isNew),
    classOf,
    within,
  );
  await keepSources(patient, told, within);
  const newest = newestOf([...sources.opened, ...told]);
  const kept = told.map(({ record, version, isNew, thing }): KeptRecord => {
    const shown = newest.get(thing);
    return { record, version, isNew, isShown: shown?.record === record && shown.version === version };
  });
  return batch === undefined ? { kept } : { batch, kept };
}

/** What each thing's versions say. */
class KnownContents {
  readonly #told = new Map<string, RecordVersion>();
  readonly #last = new Map<string, number>();

  constructor(
    versions: readonly (RecordVersion & { readonly thing: string; readonly content: string })[],
    unreadable: readonly RecordVersion[],
  ) {
    for (const one of versions) this.#told.set(`${one.thing} ${one.content}`, one);
    for (const { record, version } of [...versions, ...unreadable])
      this.#last.set(record, Math.max(version, this.#last.get(record) ?? 0));
  }

  /** The version that says this of a thing; the next one, when none does. */
  tell(thing: string, content: string): RecordVersion & { readonly isNew: boolean } {
    const name = `${thing} ${content}`;
    const told = this.#told.get(name);
    if (told !== undefined) return { record: told.record, version: told.version, isNew: false };
    const next = { record: thing, version: (this.#last.get(thing) ?? 0) + 1 };
    this.#told.set(name, next);
    this.#last.set(thing, next.version);
    return { ...next, isNew: true };
  }
}

async function keepVersions<Item>(
  patient: OpenPatient,
  told: readonly Told<Item>[],
  classOf: (item: Item) => string,
  within: Transaction,
): Promise<KeptRecords['batch']> {
  if (told.length === 0) return undefined;
  const id = randomUUID();
  const secret = randomBytes(BATCH_SECRET_BYTES);
  const commitments = told.map(({ record, version, from }) => {
    return { record, version, class: classOf(from.item), body: hashBody(nodeDigest, from.body) };
  });
  const { root, leaves, classes } = commitBatch(nodeDigest, secret, patient.patient, commitments);
  const records = commitments.map(({ record, version, class: ofClass }, index) => {
    return { record, version, class: ofClass, leaf: leaves[index] ?? '' };
  });
  const number = await insertBatch(patient, { id, root }, { secret, records }, within);
  const { organisation, patient: ofPatient, key } = patient;
  for (let at = 0; at < told.length; at += ROWS_AT_ONCE) {
    const rows = told.slice(at, at + ROWS_AT_ONCE).map(({ record, version, content, from }) => {
      const place = { organisation, patient: ofPatient, record, version };
      const sealed = sealVersion(key, place, { content, item: from.item }, from.body);
      return { record, version, patient: ofPatient, batch: id, ...sealed };
    });
    await within.insert(vaultVersions).values(rows);
  }
  return { id, number, root, classes };
}

async function keepSources(
  { patient, key }: OpenPatient,
  told: readonly Told<unknown>[],
  within: Transaction,
): Promise<void> {
  for (let at = 0; at < told.length; at += ROWS_AT_ONCE) {
    const rows = told.slice(at, at + ROWS_AT_ONCE).map(({ record, version, source }) => {
      const sealed = sealJson(key, sourcePlace(patient, { record, version }), source);
      return { patient, record, version, sealed };
    });
    await within.insert(vaultSources).values(rows);
  }
}

/** A clock that runs ahead at a source must not keep what comes later from being shown. */
function keptSource(source: RecordSource, now: number): KeptSource {
  const told = source.lastUpdated === undefined ? now : Date.parse(source.lastUpdated);
  const asOf = Number.isNaN(told) ? now : Math.min(told, now);
  return { ...source, asOf: instantOf(asOf), arrivedAt: instantOf(now) };
}

/** What a resource says: without what its source calls it, and without narrative that was made of the rest. */
function contentHash({ id: _, meta: _meta, identifier: _identifier, text, ...says }: ResourceBody): string {
  const isGenerated = (text as { status?: unknown } | undefined)?.status === 'generated';
  return hashBody(nodeDigest, isGenerated || text === undefined ? says : { ...says, text });
}

/** The moment, after the patient was locked: what takes its turn later arrives later. */
async function databaseTime(within: Transaction): Promise<number> {
  const { rows } = await within.execute<{ now: string }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now`,
  );
  return Number(rows[0]?.now);
}
