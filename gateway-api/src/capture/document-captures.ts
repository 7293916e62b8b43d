/** Takes a document: read to its end, and its events kept, before the caller is told that it was taken. */
import { randomBytes } from 'node:crypto';
import { invalidInput } from '@theriac/domain/ledger';
import type { Caller } from '../caller/caller';
import type { Database, Transaction } from '../database';
import type { Jobs } from '../jobs';
import type { Upload, UploadStore } from '../uploads';
import type { CaptureJob } from './capture.job';
import type { CapturedEventStore, NewCapturedEvent } from './captured-events.store';
import type { CaptureStore } from './captures.store';
import { type DocumentEnd, readDocument } from './read-document';

/** A document to capture. */
export interface DocumentCapture {
  readonly caller: Caller;
  readonly file: Upload;
  /** The header `GS1-Capture-Error-Behaviour`; the standard's default is `rollback`. */
  readonly errorBehaviour: string | undefined;
  readonly reference: string;
}

/** What captures are made with. */
export interface DocumentCaptureParts {
  readonly db: Database;
  readonly uploads: UploadStore;
  readonly captures: CaptureStore;
  readonly events: CapturedEventStore;
  readonly jobs: Jobs;
  readonly kind: CaptureJob;
}

/** Rows of one statement: few, since one event may be megabytes. */
const EVENTS_AT_ONCE = 100;
const BYTES_AT_ONCE = 1 << 20;

/** Captures documents. */
export class DocumentCaptures {
  constructor(private readonly parts: DocumentCaptureParts) {}

  /**
   * Captures a document; its id.
   *
   * @throws LedgerError INVALID_INPUT when it is no sound EPCIS document: nothing is kept
   */
  async capture(document: DocumentCapture): Promise<string> {
    const { captures, uploads, db, jobs } = this.parts;
    try {
      const known = await captures.findByReference(document.reference);
      if (known !== undefined) return known;
      const id = await db.transaction((transaction) => this.#keep(document, transaction));
      jobs.nudge();
      return id;
    } finally {
      await uploads.remove(document.file.id);
    }
  }

  async #keep({ caller, file, errorBehaviour, reference }: DocumentCapture, transaction: Transaction): Promise<string> {
    const { captures, uploads, jobs, kind } = this.parts;
    const behaviour = behaviourOf(errorBehaviour);
    const id = randomBytes(16).toString('hex');
    const job = await jobs.start(kind, { reference, caller, input: { capture: id } }, transaction);
    const row = { id, reference, errorBehaviour: behaviour, errors: [], format: '', job };
    await captures.insert(row, transaction);
    const { format, errors } = await this.#keepEvents(id, file, behaviour, transaction);
    await captures.end(id, { format, errors }, transaction);
    await uploads.remove(file.id, transaction);
    return id;
  }

  async #keepEvents(id: string, file: Upload, behaviour: string, transaction: Transaction): Promise<DocumentEnd> {
    try {
      return await transaction.transaction(async (nested) => {
        const kept = new KeptEvents(this.parts.events, id, nested);
        const source = this.parts.uploads.read(file.id);
        const end = await readDocument(source, file.mediaType, (position, event) => kept.add(position, event));
        await kept.flush();
        if (behaviour === 'rollback' && end.errors.length > 0) throw new RolledBack(end);
        return end;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.end;
      throw error;
    }
  }
}

/** Some events are refused, and the caller asked for all or none. */
class RolledBack extends Error {
  constructor(readonly end: DocumentEnd) {
    super('the document’s events are not kept');
  }
}

/** Gathers events, so that many small ones share a statement. */
class KeptEvents {
  #events: { position: number; event: NewCapturedEvent }[] = [];
  #bytes = 0;

  constructor(
    private readonly events: CapturedEventStore,
    private readonly capture: string,
    private readonly transaction: Transaction,
  ) {}

  async add(position: number, event: NewCapturedEvent): Promise<void> {
    this.#events.push({ position, event });
    this.#bytes += sizeOf(event);
    if (this.#events.length >= EVENTS_AT_ONCE || this.#bytes >= BYTES_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    const events = this.#events;
    this.#events = [];
    this.#bytes = 0;
    await this.events.keep(this.capture, events, this.transaction);
  }
}

/** Roughly: lists of EPCs are what makes an event large. */
function sizeOf({ body }: NewCapturedEvent): number {
  const epcs = 'epcList' in body ? (body.epcList?.length ?? 0) : 0;
  return 2_000 + 60 * epcs;
}

function behaviourOf(header: string | undefined): 'rollback' | 'proceed' {
  if (header === undefined || header === 'rollback' || header === 'proceed') return header ?? 'rollback';
  throw invalidInput([{ field: 'GS1-Capture-Error-Behaviour', rule: 'must be rollback or proceed' }]);
}
