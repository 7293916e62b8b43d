/** Packs what a request lists, or an uploaded file: checked to its end first, then written with its job in one transaction. */
import type { Caller } from '../../caller';
import type { Database } from '../../database';
import type { Answer } from '../../http/route';
import type { Jobs } from '../../jobs';
import type { Upload, UploadStore } from '../../uploads';
import type { LotKey } from '../supply.client';
import type { PackingBeginner } from './begin-packing';
import { type ListedPacks, packsListed, type PackingLines, readPackingFile } from './packing-lines';
import type { PackingStore } from './packings.store';

/** What is asked for, but for its packs. */
export interface PackingRequest extends LotKey {
  readonly caller: Caller;
  readonly registration?: string | undefined;
  readonly reference: string;
  /** The request's `Prefer` header. */
  readonly prefer?: string | undefined;
}

/** What requests are answered with. */
export interface PackingRequestParts {
  readonly db: Database;
  readonly beginner: PackingBeginner;
  readonly packings: PackingStore;
  readonly uploads: UploadStore;
  readonly jobs: Jobs;
}

/** Answers requests with their jobs. One that is refused changes nothing. */
export class PackingRequests {
  constructor(private readonly parts: PackingRequestParts) {}

  /** @throws LedgerError INVALID_INPUT or SERIAL_DUPLICATE naming fields and rules; as {@link PackingBeginner} */
  list(request: PackingRequest, containers: ListedPacks): Promise<Answer> {
    return this.#answer(request, () => Promise.resolve(packsListed(containers)));
  }

  /** @throws LedgerError as {@link list}, naming lines */
  async file(request: PackingRequest, file: Upload): Promise<Answer> {
    const { uploads } = this.parts;
    try {
      return await this.#answer(request, () => readPackingFile(file.mediaType, uploads.read(file.id)));
    } finally {
      await uploads.remove(file.id);
    }
  }

  async #answer(request: PackingRequest, read: () => Promise<PackingLines>): Promise<Answer> {
    const { packings, jobs } = this.parts;
    // The same command, whose answer was lost: its packs are packed by now.
    const job = (await packings.jobOf(request.reference)) ?? (await this.#begin(request, await read()));
    // A packing takes several blocks: nobody waits for it who did not ask to.
    return jobs.answer(job, request.prefer ?? 'wait=0');
  }

  async #begin({ caller, prefer: _, ...request }: PackingRequest, lines: PackingLines): Promise<string> {
    const { db, beginner } = this.parts;
    await beginner.requireContainers(caller, lines);
    const { job } = await db.transaction(async (transaction) => {
      await beginner.lock(request.gtin, transaction);
      return beginner.begin(caller, { ...request, ...lines }, transaction);
    });
    beginner.nudge();
    return job;
  }
}
