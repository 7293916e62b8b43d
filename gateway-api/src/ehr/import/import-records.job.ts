/**
 * Brings an upload into the vault: its resources are checked and kept back in parts, then kept patient by patient, each
 * patient's in one batch, and at last the batches' roots are anchored. Killed anywhere it goes on where it was: what
 * was done stands in the database together with the note that it was.
 */
import { setImmediate } from 'node:timers/promises';
import { invalidInput } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Database, Transaction } from '../../database';
import { DocumentRefusal } from '../../epcis';
import type { JobKind, JobResult, RunningJob } from '../../jobs';
import type { UploadStore } from '../../uploads';
import type { ResourceCheck, ResourceChecks } from '../fhir';
import type { RecordAnchoring } from '../record-log/record-anchoring';
import type { PatientKeyStore } from '../vault';
import { addCounts, type ImportCounts, importCountsSchema, NO_COUNTS } from './import-counts';
import type { ImportSettings } from './import-settings';
import { type Prepared, prepareResource } from './prepare-resource';
import { type ReadResource, readResources } from './read-resources';
import type { RecordKeeper, RecordOwners } from './record-keeper';
import { UploadIndex } from './upload-index';
import { WaitingResources } from './waiting-resources.store';

/** Resources of one transaction while they are checked: half a second's work. */
const PART = 250;
/** Resources that are checked before other requests have their turn. */
const TURN = 10;

const inputSchema = z.strictObject({ upload: z.string(), mediaType: z.string(), source: z.string() });
const recordsSchema = z.array(z.string());
const keptSchema = z.strictObject({ counts: importCountsSchema, isEnded: z.boolean() });
const nothingSchema = z.null();

/** The job's input: the upload's id, and the name of the source system. */
export type ImportInput = z.infer<typeof inputSchema>;

/** The kind of job that imports records. */
export type ImportRecordsJob = JobKind<ImportInput>;

/** What the job works with. */
export interface ImportParts {
  readonly db: Database;
  readonly uploads: Pick<UploadStore, 'read' | 'remove'>;
  readonly keys: PatientKeyStore;
  readonly checks: ResourceChecks;
  readonly keeper: RecordKeeper;
  readonly owners: RecordOwners;
  readonly anchoring: Pick<RecordAnchoring, 'anchorAll'>;
  readonly settings: ImportSettings;
}

/** Makes the kind. */
export function importRecordsJob(parts: ImportParts): ImportRecordsJob {
  return {
    name: 'import-records',
    input: inputSchema,
    unit: 'resources',
    visibleTo: ['administrator'],
    run: (job) => new RecordImport(parts, job).run(),
  };
}

/** One import. */
class RecordImport {
  readonly #waiting: WaitingResources;
  readonly #index: UploadIndex;
  #counts = NO_COUNTS;

  constructor(
    private readonly parts: ImportParts,
    private readonly job: RunningJob<ImportInput>,
  ) {
    this.#waiting = new WaitingResources(parts.db, parts.keys);
    this.#index = new UploadIndex(parts.settings.recordNumberSystems);
  }

  async run(): Promise<JobResult> {
    const { job, parts } = this;
    await this.#readNames();
    await this.#checkAll();
    await this.#keepAll();
    await parts.anchoring.anchorAll();
    await job.progress(this.#index.count, this.#index.count);
    await job.write('upload removed', nothingSchema, async (within) => {
      await parts.uploads.remove(job.input.upload, within);
      return null;
    });
    return { result: this.#counts };
  }

  /** @throws LedgerError INVALID_INPUT when the upload cannot be read to its end: nothing of it is kept */
  async #readNames(): Promise<void> {
    const { job } = this;
    try {
      for await (const one of this.#resources()) this.#index.add(one);
    } catch (error) {
      if (!(error instanceof DocumentRefusal)) throw error;
      throw invalidInput([{ field: error.place, rule: error.rule }]);
    }
    await job.write('patients', nothingSchema, async (within) => {
      await this.#waiting.notePatients(job.input.source, this.#index.patients, within);
      return null;
    });
  }

  async #checkAll(): Promise<void> {
    const check = await this.parts.checks.open();
    let number = 0;
    for await (const part of inParts(this.#resources())) {
      const counts = await this.job.write(`checked ${number}`, importCountsSchema, (within) =>
        this.#checkPart(check, part, within),
      );
      this.#counts = addCounts(this.#counts, counts);
      number += 1;
      // Checked is half way; kept is there.
      await this.job.progress(Math.floor(Math.min(number * PART, this.#index.count) / 2), this.#index.count);
    }
  }

  async #checkPart(check: ResourceCheck, part: readonly ReadResource[], within: Transaction): Promise<ImportCounts> {
    const { job, parts } = this;
    const { recordNumberSystems } = parts.settings;
    const preparing = { check, index: this.#index, system: job.input.source, recordNumberSystems };
    const prepared: Prepared[] = [];
    for (const [at, one] of part.entries()) {
      if (at % TURN === 0) await setImmediate();
      prepared.push(prepareResource(preparing, one));
    }
    const told = await this.#waiting.recordsOfPatients(job.input.source, prepared.flatMap(patientIds));
    let counts = NO_COUNTS;
    const ready: Parameters<WaitingResources['add']>[1][number][] = [];
    for (const [at, one] of prepared.entries()) {
      const place = part[at]?.place ?? '';
      if (one.outcome !== 'prepared') {
        counts = addCounts(counts, countOf(place, one));
        continue;
      }
      const { whose, prepared: resource } = one;
      const isNumber = 'recordNumber' in whose;
      const record = isNumber ? await this.#waiting.recordOf(whose.recordNumber) : told.get(whose.patient);
      if (record !== undefined) ready.push({ record, resource });
      else counts = addCounts(counts, refusal(place, UNKNOWN_PATIENT));
    }
    await this.#waiting.add(job.id, ready, within);
    return counts;
  }

  async #keepAll(): Promise<void> {
    const { job, parts } = this;
    const records = await job.step('records', recordsSchema, () => this.#waiting.recordsOfJob(job.id));
    let settled = 0;
    for (const [at, record] of records.entries()) {
      const patient = await parts.owners.patientOf(await this.#waiting.recordNumberOf(record));
      for (let batch = 0, isEnded = false; !isEnded; batch += 1) {
        const kept = await job.write(`kept ${at} ${batch}`, keptSchema, (within) =>
          this.#keepNext(record, patient, within),
        );
        isEnded = kept.isEnded;
        this.#counts = addCounts(this.#counts, kept.counts);
      }
      settled += 1;
      const { count } = this.#index;
      await job.progress(Math.floor(count / 2 + (count / 2) * (settled / records.length)), count);
    }
  }

  async #keepNext(record: string, patient: string | undefined, within: Transaction) {
    const { job, parts } = this;
    const waiting = this.#waiting;
    if (patient === undefined) {
      const counts = addCounts(NO_COUNTS, { waiting: await waiting.count(record, job.id) });
      return { counts, isEnded: true };
    }
    const { kept, erased } = await parts.keeper.keepNext({ waiting, record, patient, job: job.id }, within);
    let counts = addCounts(NO_COUNTS, {
      kept: kept.filter(({ isNew, version }) => isNew && version === 1).length,
      newVersions: kept.filter(({ isNew, version }) => isNew && version > 1).length,
      sameAgain: kept.filter(({ isNew }) => !isNew).length,
    });
    for (const place of erased) counts = addCounts(counts, refusal(place, ERASED));
    return { counts, isEnded: kept.length + erased.length === 0 };
  }

  #resources(): AsyncGenerator<ReadResource> {
    const { upload, mediaType } = this.job.input;
    return readResources(mediaType, this.parts.uploads.read(upload));
  }
}

const UNKNOWN_PATIENT = {
  field: 'Resource.subject',
  rule: 'must lead to a Patient of this upload or of an earlier one of the same source',
};
const ERASED = { field: 'Resource', rule: 'is of a patient whose records were erased' };

function patientIds(one: Prepared): string[] {
  return one.outcome === 'prepared' && 'patient' in one.whose ? [one.whose.patient] : [];
}

function countOf(place: string, one: Exclude<Prepared, { outcome: 'prepared' }>): Partial<ImportCounts> {
  if (one.outcome === 'patient') return { patients: 1 };
  if (one.outcome === 'otherType') return { otherTypes: { [one.type]: 1 } };
  return refusal(place, ...one.faults);
}

/** A resource is refused once, for all its faults: the first is named. */
function refusal(place: string, ...[first]: readonly { field: string; rule: string }[]): Partial<ImportCounts> {
  const { field: element = 'Resource', rule = 'is refused' } = first ?? {};
  return { refused: 1, refusals: [{ place, element, rule }] };
}

async function* inParts(resources: AsyncIterable<ReadResource>): AsyncGenerator<readonly ReadResource[]> {
  let part: ReadResource[] = [];
  for await (const one of resources) {
    part.push(one);
    if (part.length < PART) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
