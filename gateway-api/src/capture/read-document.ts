/** Reads a document into rows: valid events as they are to be kept, faults as errors of the capture. */
import { type EpcisEvent, identifyEvent } from '@theriac/domain/epcis';
import { type FieldFault, invalidInput, LedgerError } from '@theriac/domain/ledger';
import { type EpcisFormat, readEpcisDocument, type ReadFault } from '../epcis';
import { refuseHostileText } from '../http/hostile-text';
import { nodeDigest } from '../supply/node-digest';
import { inTurns } from '../turns';
import type { NewCapturedEvent } from './captured-events.store';

/** What a document says of itself at its end, and what is wrong with its events. */
export interface DocumentEnd {
  readonly format: EpcisFormat;
  readonly faults: readonly ReadFault[];
}

/** An event of a document, as it is to be kept. */
export interface DocumentEvent {
  readonly event: NewCapturedEvent;
  /** Among all events of the document, valid or not, from 0. */
  readonly position: number;
  /** Such as `line 12, column 5`. */
  readonly place: string;
}

/**
 * Reads a document, handing each valid event on.
 *
 * @param keep takes an event; what it wrote counts only when this resolves
 * @throws LedgerError INVALID_INPUT when the document is unsound: none of its events counts
 */
export async function readDocument(
  source: AsyncIterable<Uint8Array>,
  mediaType: string,
  keep: (event: DocumentEvent) => Promise<void>,
): Promise<DocumentEnd> {
  const faults: ReadFault[] = [];
  let format: EpcisFormat | undefined;
  let isSound = false;
  for await (const item of readEpcisDocument(source, mediaType)) {
    if (item.kind === 'fault') faults.push(item);
    else if (item.kind === 'end') ({ isSound, format } = item);
    else {
      const { event, index: position, place } = item;
      const hostile = hostileField(event);
      if (hostile === undefined) await keep({ event: await capturedRowOf(event), position, place });
      else faults.push({ kind: 'fault', scope: 'event', place, eventIndex: position, ...hostile });
    }
  }
  if (!isSound || format === undefined) throw unsound(faults);
  return { format, faults };
}

/** The document's own faults first: they are why nothing of it counts. */
function unsound(faults: readonly ReadFault[]): LedgerError {
  const own = faults.filter(({ scope }) => scope === 'document');
  const named = [...own, ...faults.filter(({ scope }) => scope === 'event')];
  if (named.length === 0) return invalidInput([{ field: '(document)', rule: 'must be an EPCIS document' }]);
  return invalidInput(named.map(fieldFaultOf));
}

/** A fault as a problem names it. */
export function fieldFaultOf({ place, field, rule }: ReadFault): FieldFault {
  return { field: field === undefined ? place : `${place}: ${field}`, rule };
}

/** A fault in one sentence. */
export function sentenceOf({ place, field, rule, eventIndex }: ReadFault): string {
  const event = eventIndex === undefined ? '' : `event ${eventIndex}, `;
  return `${event}${place}: ${field === undefined ? '' : `${field} `}${rule}`;
}

/** JSON may write what no database keeps, such as U+0000. */
function hostileField(event: EpcisEvent): FieldFault | undefined {
  try {
    refuseHostileText(event);
    return undefined;
  } catch (error) {
    if (error instanceof LedgerError) return error.faults[0];
    throw error;
  }
}

/** An event as it is kept, under its identity. */
export async function capturedRowOf(event: EpcisEvent): Promise<NewCapturedEvent> {
  const { hash, declaredAt = null } = await inTurns(identifyEvent(event, nodeDigest));
  return {
    hash,
    declaredAt,
    eventId: event.eventID ?? null,
    type: event.type,
    bizStep: event.bizStep ?? null,
    eventTime: event.eventTime,
    body: event,
  };
}
