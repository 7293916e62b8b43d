/** Takes one event: kept, and applied by the same job as a document's, before the caller is told that it was taken. */
import { invalidInput, LedgerError } from '@theriac/domain/ledger';
import type { Transaction } from '../database';
import { beginCapture, type DocumentCapture, type DocumentCaptureParts } from './document-captures';
import { ID_TAKEN, KeptEvents } from './kept-events';
import { fieldFaultOf, readDocument } from './read-document';

/** Captures single events. */
export class EventCaptures {
  constructor(private readonly parts: DocumentCaptureParts) {}

  /**
   * Captures an event, alone or in a document; what it is called in `/epcis/events`. Captured again, it has the name
   * that it had.
   *
   * @throws LedgerError INVALID_INPUT when it is not one sound event, EVENT_ID_TAKEN when its eventID stands for other
   * content: nothing is kept
   */
  async capture(document: Omit<DocumentCapture, 'errorBehaviour'>): Promise<string> {
    const { captures, events, uploads, db, jobs } = this.parts;
    try {
      const known = await captures.findByReference(document.reference);
      const capture = known ?? (await db.transaction((transaction) => this.#keep(document, transaction)));
      jobs.nudge();
      return await events.idOfOnly(capture);
    } finally {
      await uploads.remove(document.file.id);
    }
  }

  async #keep(
    { caller, file, reference }: Omit<DocumentCapture, 'errorBehaviour'>,
    transaction: Transaction,
  ): Promise<string> {
    const { captures, events, uploads } = this.parts;
    const id = await beginCapture(this.parts, { caller, reference, behaviour: 'rollback' }, transaction);
    const kept = new KeptEvents(events, id, transaction);
    let count = 0;
    const { format, faults } = await readDocument(uploads.read(file.id), file.mediaType, async (event) => {
      count += 1;
      if (count === 1) await kept.add(event);
    });
    if (faults.length > 0) throw invalidInput(faults.map(fieldFaultOf));
    if (count !== 1) throw invalidInput([{ field: '(document)', rule: 'must hold one event' }]);
    const [taken] = await kept.end();
    if (taken !== undefined) throw new LedgerError('EVENT_ID_TAKEN', `the eventID ${ID_TAKEN}`);
    await captures.end(id, { format, errors: [] }, transaction);
    await uploads.remove(file.id, transaction);
    return id;
  }
}
