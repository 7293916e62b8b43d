/**
 * Brings an upload into the vault: its resources are checked and kept back in parts, then kept patient by patient, each
 * patient's in one batch, and at last the batches' roots are anchored. Killed anywhere it goes on where it was: what
 * was done stands in the database together with the note that it was.
 */
import { setImmediate } from 'node:timers/promises';
import { MOST_RECORDS_A_BATCH } from '@theriac/domain/ehr/commitment';
import { type FieldFault, invalidInput } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Database, Transaction } from '../../database';
import { DocumentRefusal } from '../../epcis';
import type { JobKind, JobResult, RunningJob } from '../../jobs';
import type { UploadStore } from '../../uploads';
import type { ResourceCheck, ResourceChecks } from '../fhir';
import type { RecordAnchoring } from '../record-log/record-anchoring';
import type { PatientKeyStore } from '../vault';
import {
  addCounts,
  countOf,
  countsOfKept,
  type ImportCounts,
  importCountsSchema,
  NO_COUNTS,
  refusal,
  totalOf,
} from './import-counts';
import type { ImportSettings } from './import-settings';
import { type Prepared, prepareResource } from './prepare-resource';
import { type ReadResource, readResources } from './read-resources';
import type { RecordKeeper, RecordOwners } from './record-keeper';
import { UploadIndex } from './upload-index';
import { WaitingResources } from './waiting-resources.store';

/** Resources of one transaction while they are checked: half a second's work. */
const PART = 250;
/** Patients of one transaction while their resources are kept, and resources after which it ends. */
const MOST_PATIENTS = 20;
const ENOUGH = 500;
/** Resources that are checked before other requests have their turn. */
const TURN = 10;

const inputSchema = z.strictObject({ upload: z.string(), mediaType: z.string(), source: z.string() });
const recordsSchema = z.array(z.string());
/** `next`: the place of the record to go on with. */
const keptSchema = z.strictObject({ counts: importCountsSchema, next: z.int() });
const nothingSchema = z.null();
/** How an import ended: with counts, or for the fault of the document as a whole. */
const endingSchema = z.strictObject({
  counts: importCountsSchema.exactOptional(),
  refusal: z.strictObject({ field: z.string(), rule: z.string() }).exactOptional(),
});
type Ending = z.infer<typeof endingSchema>;

/** The job's input: the upload's id, and the name of the source system. */
export type ImportInput = z.infer<typeof inputSchema>;

/** The kind of job that imports records. */
export type ImportRecordsJob = JobKind<ImportInput>;

/** What the job works with. */
export interface ImportParts {
  readonly db: Database;
  readonly uploads: Pick<UploadStore, 'find' | 'read' | 'remove'>;
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
    const isEnded = (await parts.uploads.find(job.input.upload)) === undefined;
    // The upload goes with the note of how it ended; killed right after it, that is all that is left to say.
    const { counts, refusal: why } = await (isEnded ? this.#end({}) : this.#work());
    if (why !== undefined) throw invalidInput([why]);
    return { result: counts };
  }

  async #work(): Promise<Ending> {
    const { job, parts } = this;
    const why = await this.#readNames();
    if (why !== undefined) return this.#end({ refusal: why });
    await job.write('patients', nothingSchema, async (within) => {
      await this.#waiting.notePatients(job.input.source, this.#index.patients, within);
      return null;
    });
    await this.#checkAll();
    await this.#keepAll();
    await parts.anchoring.anchorAll();
    await job.progress(this.#index.count, this.#index.count);
    return this.#end({ counts: this.#counts });
  }

  #end(ending: Ending): Promise<Ending> {
    const { job, parts } = this;
    return job.write('ended', endingSchema, async (within) => {
      await parts.uploads.remove(job.input.upload, within);
      return ending;
    });
  }

  /** Why the upload cannot be read to its end, if so: nothing of it is kept. */
  async #readNames(): Promise<FieldFault | undefined> {
    try {
      for await (const one of this.#resources()) this.#index.add(one);
      return undefined;
    } catch (error) {
      if (!(error instanceof DocumentRefusal)) throw error;
      return { field: error.place, rule: error.rule };
    }
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
    const { job } = this;
    const records = await job.step('records', recordsSchema, () => this.#waiting.recordsOfJob(job.id));
    const { count } = this.#index;
    for (let next = 0, group = 0; next < records.length; group += 1) {
      const from = next;
      const kept = await job.write(`kept ${group}`, keptSchema, (within) => this.#keepGroup(records, from, within));
      next = kept.next;
      this.#counts = addCounts(this.#counts, kept.counts);
      await job.progress(Math.floor((count / 2) * (1 + next / records.length)), count);
    }
  }

  /** Several patients in one transaction, in the order in which every import takes them: none waits for another's. */
  async #keepGroup(records: readonly string[], from: number, within: Transaction): Promise<z.infer<typeof keptSchema>> {
    let next = from;
    let counts = NO_COUNTS;
    for (const record of records.slice(from, from + MOST_PATIENTS)) {
      const kept = await this.#keepNext(record, within);
      counts = addCounts(counts, kept.counts);
      // A record of more than a batch goes on in the next transaction.
      if (!kept.isEnded) break;
      next += 1;
      if (totalOf(counts) >= ENOUGH) break;
    }
    return { counts, next };
  }

  async #keepNext(record: string, within: Transaction): Promise<{ counts: ImportCounts; isEnded: boolean }> {
    const { job, parts } = this;
    const waiting = this.#waiting;
    const patient = await parts.owners.patientOf(await waiting.recordNumberOf(record));
    if (patient === undefined) {
      const counts = addCounts(NO_COUNTS, { waiting: await waiting.count(record, job.id) });
      return { counts, isEnded: true };
    }
    const { kept, erased } = await parts.keeper.keepNext({ waiting, record, patient, job: job.id }, within);
    let counts = addCounts(NO_COUNTS, countsOfKept(kept));
    for (const place of erased) counts = addCounts(counts, refusal(place, ERASED));
    return { counts, isEnded: kept.length + erased.length < MOST_RECORDS_A_BATCH };
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
