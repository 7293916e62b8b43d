/** Answers to queries as HTTP sends them: in the form and with the identifiers that the caller asks for. */
import type { IncomingHttpHeaders } from 'node:http';
import { EPC_FORMATS, type EpcFormat, epcTranslator, withTranslatedEpcs } from '@theriac/domain/epcis';
import { instantOf, invalidInput } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { StoredEvent } from '../capture/captured-events.store';
import { type DocumentForm, writeQueryDocument } from '../epcis/query-document';
import type { Answer, AnswerShape } from '../http/route';
import type { KnownPrefixes } from './known-prefixes';
import { inTurns } from '../turns';

/** The media types of an answer, the preferred one first. */
export const ANSWER_TYPES = ['application/json', 'application/ld+json', 'application/xml'] as const;

/** How a route that answers with events declares it. */
export const EVENTS_ANSWER: AnswerShape = {
  description: 'An EPCISQueryDocument',
  schema: z.unknown(),
  mediaType: ANSWER_TYPES,
};

/** The format that the caller asks for. @throws LedgerError INVALID_INPUT when there is no such format */
export function formatOf(headers: IncomingHttpHeaders): EpcFormat {
  const asked = headers['gs1-epc-format']?.toString() ?? 'No_Preference';
  const format = EPC_FORMATS.find((each) => each === asked);
  if (format !== undefined) return format;
  throw invalidInput([{ field: 'GS1-EPC-Format', rule: `must be ${EPC_FORMATS.join(' or ')}` }]);
}

/** Events as a document of a media type. */
export async function answerEvents(
  found: readonly StoredEvent[],
  { accepted, headers }: { readonly accepted: string; readonly headers: IncomingHttpHeaders },
  prefixes: KnownPrefixes,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const format = formatOf(headers);
  const translate = epcTranslator(format, format === 'Always_EPC_URN' ? await prefixes.all() : []);
  const events = found.map(({ event, capturedAt }) => {
    // Whatever somebody else's recordTime was: in an answer it is this gateway's.
    const recorded = { ...event, recordTime: capturedAt.toISOString() };
    return translate === undefined ? recorded : withTranslatedEpcs(recorded, translate);
  });
  const form: DocumentForm = accepted === 'application/xml' ? 'xml' : 'json-ld';
  const text = await inTurns(writeQueryDocument(form, events, instantOf(Date.now())));
  return {
    status: 200,
    headers: { 'Content-Type': accepted, 'GS1-EPC-Format': format, Vary: 'Accept', ...more },
    bytes: Buffer.from(text),
  };
}
