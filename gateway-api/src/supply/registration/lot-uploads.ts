/** Registers an uploaded file of serials: checked to its end first, then written with its job in one transaction. */
import type { CalendarDate, Gtin, LotNumber, Serial } from '@theriac/domain/gs1';
import type { Caller } from '../../caller/caller';
import type { Database } from '../../database';
import type { Answer } from '../../http/route';
import type { Jobs } from '../../jobs';
import type { Upload, UploadStore } from '../../uploads';
import type { SupplyChannel } from '../supply-channel';
import type { RegistrationBeginner } from './begin-registration';
import type { RegistrationStore } from './registrations.store';
import { duplicates } from './serial-faults';
import { readSerialFile } from './serial-file';

/** An upload and what it is to become. */
export interface LotUpload {
  readonly caller: Caller;
  readonly file: Upload;
  readonly gtin: Gtin;
  readonly lot: LotNumber;
  readonly expiry: CalendarDate;
  readonly secretTo?: readonly string[] | undefined;
  readonly reference: string;
  /** The request's `Prefer` header. */
  readonly prefer?: string | undefined;
}

/** What uploads are registered with. */
export interface LotUploadParts {
  readonly db: Database;
  readonly channel: SupplyChannel;
  readonly beginner: RegistrationBeginner;
  readonly registrations: RegistrationStore;
  readonly uploads: UploadStore;
  readonly jobs: Jobs;
}

/** How many of a file's known serials are looked for: one refusal names no more. */
const MOST_NAMED = 10;

/** Registers uploads. */
export class LotUploads {
  constructor(private readonly parts: LotUploadParts) {}

  /**
   * Answers with the job. A file that is refused changes nothing.
   *
   * @throws LedgerError INVALID_INPUT or SERIAL_DUPLICATE naming lines and rules; PRODUCT_NOT_REGISTERED,
   * PRODUCT_NOT_OWNED, LOT_MISMATCH, LOT_FULL; SERIAL_INDEX_INCOMPLETE
   */
  async register(upload: LotUpload): Promise<Answer> {
    const { registrations, uploads, jobs } = this.parts;
    try {
      // The same command, whose answer was lost: its serials are in the index by now.
      const known = await registrations.findByReference(upload.reference);
      const job = known?.job ?? (await this.#begin(upload));
      // A part takes several blocks: nobody waits for it who did not ask to.
      return await jobs.answer(job, upload.prefer ?? 'wait=0');
    } finally {
      await uploads.remove(upload.file.id);
    }
  }

  async #begin(upload: LotUpload): Promise<string> {
    const { db, beginner, channel, uploads, jobs } = this.parts;
    const { caller, file, gtin, lot, expiry, reference } = upload;
    const secretTo = channel.receiversOf(upload.secretTo);
    await beginner.requireWholeIndex([gtin]);
    await beginner.requireOpenLot(caller, upload);
    const serials = await readSerialFile(file.mediaType, uploads.read(file.id));
    const begun = await db.transaction(async (transaction) => {
      await beginner.lock([gtin], transaction);
      await this.#refuseRegistered(gtin, file.mediaType, serials, transaction);
      const part = { gtin, lot, expiry, serials, secretTo, reference };
      const { job } = await beginner.begin(caller, part, transaction);
      await uploads.remove(file.id, transaction);
      return job;
    });
    jobs.nudge();
    return begun;
  }

  async #refuseRegistered(
    gtin: Gtin,
    mediaType: string,
    serials: ReadonlySet<Serial>,
    transaction: Parameters<RegistrationBeginner['lock']>[1],
  ): Promise<void> {
    const known = await this.parts.registrations.registered(gtin, serials, MOST_NAMED, transaction);
    if (known.size === 0) return;
    const faults: { field: string; rule: string }[] = [];
    let line = mediaType === 'text/csv' ? 2 : 1;
    for (const serial of serials) {
      if (known.has(serial)) faults.push({ field: `line ${line}`, rule: 'is registered for this product already' });
      line += 1;
    }
    throw duplicates(faults);
  }
}
