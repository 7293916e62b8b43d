/** Keeps a document's events while it is read: many small ones share a statement. */
import type { Transaction } from '../database';
import type { CapturedEventStore } from './captured-events.store';
import type { DocumentEvent } from './read-document';

/** Rows of one statement: few, since one event may be megabytes. */
const EVENTS_AT_ONCE = 100;
const BYTES_AT_ONCE = 1 << 20;

/** The rule that an event breaks which is not kept. */
export const ID_TAKEN = 'stands already for an event with other content';

/** An event that is not kept. */
export type RefusedEvent = Pick<DocumentEvent, 'position' | 'place'>;

/** Gathers events, and keeps them. */
export class KeptEvents {
  #events: DocumentEvent[] = [];
  #bytes = 0;
  readonly #refused: RefusedEvent[] = [];

  constructor(
    private readonly events: CapturedEventStore,
    private readonly capture: string,
    private readonly transaction: Transaction,
  ) {}

  async add(event: DocumentEvent): Promise<void> {
    this.#events.push(event);
    this.#bytes += sizeOf(event);
    if (this.#events.length >= EVENTS_AT_ONCE || this.#bytes >= BYTES_AT_ONCE) await this.#flush();
  }

  /** Keeps what is left, and tells which events were not kept: those whose eventID stands for other content. */
  async end(): Promise<readonly RefusedEvent[]> {
    await this.#flush();
    return this.#refused;
  }

  async #flush(): Promise<void> {
    const events = this.#events;
    this.#events = [];
    this.#bytes = 0;
    const refused = await this.events.keep(this.capture, events, this.transaction);
    this.#refused.push(...refused.map(({ position, place }) => ({ position, place })));
  }
}

/** Roughly: lists of EPCs are what makes an event large. */
function sizeOf({ event: { body } }: DocumentEvent): number {
  const epcs = 'epcList' in body ? (body.epcList?.length ?? 0) : 0;
  return 2_000 + 60 * epcs;
}
