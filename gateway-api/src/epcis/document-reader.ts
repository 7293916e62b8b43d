/** What the XML and the JSON reader have in common: text in by pieces, items out, a bounded number of faults. */
import type { EventFault, EpcisEvent } from '@theriac/domain/epcis';
import type { EpcisLimits } from './epcis-limits';
import { DocumentRefusal, type EpcisFormat, type ReadItem } from './read-item';

/** Reads one document, given as text in pieces of any size. */
export interface DocumentReader {
  /** @throws DocumentRefusal when the document cannot be read any further */
  write(text: string): void;
  /** @throws DocumentRefusal when the document is not whole */
  end(): void;
  /** What was found so far, and what the document says of itself. */
  readonly found: Findings;
}

/** Collects what a reader finds. */
export class Findings {
  format: EpcisFormat | undefined;
  schemaVersion: string | undefined;
  creationDate: string | undefined;
  events = 0;
  refused = 0;
  isSound = true;
  #items: ReadItem[] = [];
  #faults = 0;

  constructor(private readonly limits: EpcisLimits) {}

  /** The position that the next event has. */
  get nextIndex(): number {
    return this.events + this.refused;
  }

  /** The items since the last call. */
  take(): ReadItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  /** A valid event. */
  event(event: EpcisEvent, place: string): void {
    this.#items.push({ kind: 'event', index: this.nextIndex, event, place });
    this.events += 1;
  }

  /** An event that is refused, with the place of each fault. */
  refuse(faults: readonly EventFault[], placeOf: (path: EventFault['path']) => string): void {
    const eventIndex = this.nextIndex;
    this.refused += 1;
    for (const { path, rule } of faults) {
      const field = path.reduce<string>(
        (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
        '',
      );
      const place = placeOf(path);
      this.#items.push({ kind: 'fault', scope: 'event', place, rule, eventIndex, ...(field === '' ? {} : { field }) });
      this.#countFault(place);
    }
  }

  /** A fault of the document itself that does not stop the reading: other faults are named as well. */
  blame(place: string, rule: string, field?: string): void {
    this.isSound = false;
    this.#items.push({ kind: 'fault', scope: 'document', place, rule, ...(field === undefined ? {} : { field }) });
    this.#countFault(place);
  }

  #countFault(place: string): void {
    this.#faults += 1;
    if (this.#faults >= this.limits.faults) {
      throw new DocumentRefusal(place, `has ${this.limits.faults} faults up to here: reading ends`);
    }
  }
}
