/** Takes a document: read to its end, and its events kept, before the caller is told that it was taken. */
import { randomBytes } from 'node:crypto';
import { invalidInput } from '@theriac/domain/ledger';
import type { Caller } from '../caller/caller';
import type { AnchorCaptureJob } from '../capture-anchors/anchor-capture.job';
import type { Database, Transaction } from '../database';
import { DEFAULT_LIMITS } from '../epcis';
import type { Jobs } from '../jobs';
import type { Upload, UploadStore } from '../uploads';
import type { CaptureJob } from './capture.job';
import type { CaptureError } from './capture.view';
import type { CapturedEventStore } from './captured-events.store';
import type { CaptureStore } from './captures.store';
import { alreadyExistsError, validationError } from './epcis-problem';
import { ID_TAKEN, KeptEvents, type RefusedEvent } from './kept-events';
import { readDocument, sentenceOf } from './read-document';

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
  readonly anchoring: AnchorCaptureJob;
  /** The gateway itself, which anchors. */
  readonly machine: Caller;
}

type Behaviour = 'rollback' | 'proceed';

/** What became of a document. */
interface CaptureEnd {
  readonly format: string;
  readonly errors: readonly CaptureError[];
}

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
    const { captures, uploads } = this.parts;
    const behaviour = behaviourOf(errorBehaviour);
    const id = await beginCapture(this.parts, { caller, reference, behaviour }, transaction);
    const { format, errors } = await this.#keepEvents(id, file, behaviour, transaction);
    await captures.end(id, { format, errors }, transaction);
    await uploads.remove(file.id, transaction);
    return id;
  }

  async #keepEvents(id: string, file: Upload, behaviour: Behaviour, transaction: Transaction): Promise<CaptureEnd> {
    try {
      return await transaction.transaction(async (nested) => {
        const kept = new KeptEvents(this.parts.events, id, nested);
        const source = this.parts.uploads.read(file.id);
        const { format, faults } = await readDocument(source, file.mediaType, (event) => kept.add(event));
        const errors = [
          ...faults.map((fault) => validationError(sentenceOf(fault))),
          ...idTakenErrors(await kept.end()),
        ];
        if (behaviour === 'rollback' && errors.length > 0) throw new RolledBack({ format, errors });
        return { format, errors };
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.end;
      throw error;
    }
  }
}

/** Notes a capture and starts the jobs that anchor and apply its events; its id. */
export async function beginCapture(
  { captures, jobs, kind, anchoring, machine }: DocumentCaptureParts,
  { caller, reference, behaviour }: { caller: Caller; reference: string; behaviour: Behaviour },
  transaction: Transaction,
): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const job = await jobs.start(kind, { reference, caller, input: { capture: id } }, transaction);
  const anchor = { reference: `${reference} anchor`, caller: machine, input: { capture: id } };
  await jobs.start(anchoring, anchor, transaction);
  await captures.insert({ id, reference, errorBehaviour: behaviour, errors: [], format: '', job }, transaction);
  return id;
}

function idTakenErrors(refused: readonly RefusedEvent[]): CaptureError[] {
  const more = refused.length - DEFAULT_LIMITS.faults;
  return [
    ...refused
      .slice(0, DEFAULT_LIMITS.faults)
      .map(({ position, place }) => alreadyExistsError(`event ${position}, ${place}: eventID ${ID_TAKEN}`)),
    ...(more > 0 ? [alreadyExistsError(`${more} more events: eventID ${ID_TAKEN}`)] : []),
  ];
}

/** Some events are refused, and the caller asked for all or none. */
class RolledBack extends Error {
  constructor(readonly end: CaptureEnd) {
    super('the document’s events are not kept');
  }
}

function behaviourOf(header: string | undefined): Behaviour {
  if (header === undefined || header === 'rollback' || header === 'proceed') return header ?? 'rollback';
  throw invalidInput([{ field: 'GS1-Capture-Error-Behaviour', rule: 'must be rollback or proceed' }]);
}
