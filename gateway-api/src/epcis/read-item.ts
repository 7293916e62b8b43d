/** What reading a document yields: events in order, faults with their place, and at last its end. */
import type { EpcisEvent } from '@theriac/domain/epcis';

/** How a document was written. */
export type EpcisFormat = 'epcis-1.2-xml' | 'epcis-2.0-xml' | 'epcis-2.0-json-ld';

/** A valid event. */
export interface ReadEvent {
  readonly kind: 'event';
  /** Its position among all events of the document, valid or not, from 0. */
  readonly index: number;
  readonly event: EpcisEvent;
  /** `line 12, column 5`, or a JSON pointer such as `/epcisBody/eventList/3`. */
  readonly place: string;
}

/** A rule that is broken, and where; never a value. */
export interface ReadFault {
  readonly kind: 'fault';
  /** `document`: nothing of the document counts. `event`: that event is refused, the others stand. */
  readonly scope: 'document' | 'event';
  readonly place: string;
  readonly rule: string;
  /** The field within the event, such as `epcList[3]`. */
  readonly field?: string;
  readonly eventIndex?: number;
}

/** The last item of every document. */
export interface ReadEnd {
  readonly kind: 'end';
  /**
   * Whether the document was read to its end without a fault of its own. When false nothing of it may be kept, though
   * events were yielded before.
   */
  readonly isSound: boolean;
  readonly format: EpcisFormat | undefined;
  readonly schemaVersion: string | undefined;
  readonly creationDate: string | undefined;
  /** Valid events yielded. */
  readonly events: number;
  /** Events refused. */
  readonly refused: number;
}

/** What reading a document yields. */
export type ReadItem = ReadEvent | ReadFault | ReadEnd;

/** Ends the reading: the document as a whole is refused. Never leaves this folder. */
export class DocumentRefusal extends Error {
  constructor(
    readonly place: string,
    readonly rule: string,
  ) {
    super(`${place}: ${rule}`);
    this.name = 'DocumentRefusal';
  }
}
