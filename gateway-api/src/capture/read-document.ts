/** Reads a document into rows: valid events as they are to be kept, faults as errors of the capture. */
import { createHash } from 'node:crypto';
import type { EpcisEvent } from '@theriac/domain/epcis';
import { canonicalPieces, type FieldFault, invalidInput, LedgerError, type Turns } from '@theriac/domain/ledger';
import { type EpcisFormat, readEpcisDocument, type ReadFault } from '../epcis';
import { refuseHostileText } from '../http/hostile-text';
import { inTurns } from '../turns';
import type { CaptureError } from './capture.view';
import type { NewCapturedEvent } from './captured-events.store';
import { validationError } from './epcis-problem';

/** What a document says of itself at its end, and what is wrong with its events. */
export interface DocumentEnd {
  readonly format: EpcisFormat;
  readonly errors: readonly CaptureError[];
}

/**
 * Reads a document, handing each valid event on.
 *
 * @param keep takes an event and its position; what it wrote counts only when this resolves
 * @throws LedgerError INVALID_INPUT when the document is unsound: none of its events counts
 */
export async function readDocument(
  source: AsyncIterable<Uint8Array>,
  mediaType: string,
  keep: (position: number, event: NewCapturedEvent) => Promise<void>,
): Promise<DocumentEnd> {
  const faults: ReadFault[] = [];
  let format: EpcisFormat | undefined;
  let isSound = false;
  for await (const item of readEpcisDocument(source, mediaType)) {
    if (item.kind === 'fault') faults.push(item);
    else if (item.kind === 'end') ({ isSound, format } = item);
    else {
      const hostile = hostileField(item.event);
      if (hostile === undefined) await keep(item.index, await rowOf(item.event));
      else faults.push({ kind: 'fault', scope: 'event', place: item.place, eventIndex: item.index, ...hostile });
    }
  }
  if (!isSound || format === undefined) throw unsound(faults);
  return { format, errors: faults.map((fault) => validationError(sentenceOf(fault))) };
}

/** The document's own faults first: they are why nothing of it counts. */
function unsound(faults: readonly ReadFault[]): LedgerError {
  const own = faults.filter(({ scope }) => scope === 'document');
  const named = [...own, ...faults.filter(({ scope }) => scope === 'event')];
  if (named.length === 0) return invalidInput([{ field: '(document)', rule: 'must be an EPCIS document' }]);
  return invalidInput(
    named.map(({ place, field, rule }) => ({ field: field === undefined ? place : `${place}: ${field}`, rule })),
  );
}

function sentenceOf({ place, field, rule, eventIndex }: ReadFault): string {
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

async function rowOf(event: EpcisEvent): Promise<NewCapturedEvent> {
  return {
    hash: await inTurns(hashOf(event)),
    eventId: event.eventID ?? null,
    isErrorDeclaration: event.errorDeclaration !== undefined,
    type: event.type,
    bizStep: event.bizStep ?? null,
    eventTime: event.eventTime,
    body: event,
  };
}

/** When somebody else recorded it says nothing about what happened. */
function* hashOf({ recordTime: _, ...happened }: EpcisEvent): Turns<Uint8Array> {
  const digest = createHash('sha256');
  for (const piece of canonicalPieces(happened)) {
    digest.update(piece);
    yield;
  }
  return digest.digest();
}
