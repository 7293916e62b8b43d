/** EPCIS capture over HTTP, as EPCIS 2.0 describes it. */
import { invalidInput, LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../caller/caller';
import { route, type Route, type UploadBody } from '../http/route';
import { captureViewSchema } from './capture.view';
import type { CaptureStore } from './captures.store';
import type { DocumentCaptures } from './document-captures';
import { linkToNext } from './epcis-paging';
import { CAPTURE_FILE_LIMIT, EPCIS_HEADERS } from './epcis-headers';
import { dressEpcisProblem } from './epcis-problem';
import type { EventCaptures } from './event-captures';

const body: UploadBody = {
  upload: true,
  mediaTypes: ['application/xml', 'text/xml', 'application/json', 'application/ld+json'],
  limit: CAPTURE_FILE_LIMIT,
};

const perPageSchema = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'must be a whole number from 1 to 999')
  .transform(Number)
  .default(30);
const tokenSchema = z.string().regex(/^[0-9a-z]{1,12}$/, 'is no token of this list');

/** What the routes need. */
export interface CaptureRouteParts {
  readonly captures: CaptureStore;
  readonly documents: DocumentCaptures;
  readonly singles: EventCaptures;
  /** Refuses who may not capture. */
  readonly guard: (caller: Caller) => void;
}

/** The routes of capture. */
export function captureRoutes({ captures, documents, singles, guard }: CaptureRouteParts): Route[] {
  const common = { tag: 'EPCIS', guard, dressProblem: dressEpcisProblem } as const;
  return [
    route(
      {
        method: 'post',
        path: '/epcis/capture',
        ...{ ...common, summary: 'Capture an EPCIS document: 1.2 XML, 2.0 XML or 2.0 JSON-LD' },
        ownKey: 'refused',
        body,
        answers: { 202: { description: 'The document is sound and its events are kept' } },
      },
      async ({ caller, body: file, headers, reference }) => {
        const errorBehaviour = headers['gs1-capture-error-behaviour']?.toString();
        refuseOtherVersion(headers['gs1-epcis-version']?.toString());
        const id = await documents.capture({ caller, file, errorBehaviour, reference });
        return {
          status: 202,
          headers: {
            Location: `/epcis/capture/${id}`,
            'GS1-Capture-Error-Behaviour': errorBehaviour ?? EPCIS_HEADERS['GS1-Capture-Error-Behaviour'] ?? '',
          },
        };
      },
    ),
    route(
      {
        method: 'post',
        path: '/epcis/events',
        ...{ ...common, summary: 'Capture one EPCIS event, alone as JSON-LD or in a document of any form' },
        ownKey: 'refused',
        body,
        answers: { 201: { description: 'The event is kept, or was already' } },
      },
      async ({ caller, body: file, headers, reference }) => {
        refuseOtherVersion(headers['gs1-epcis-version']?.toString());
        const id = await singles.capture({ caller, file, reference });
        return { status: 201, headers: { Location: `/epcis/events/${encodeURIComponent(id)}` } };
      },
    ),
    route(
      {
        method: 'get',
        path: '/epcis/capture',
        ...{ ...common, summary: 'Captures, the newest first' },
        query: z.strictObject({ perPage: perPageSchema, nextPageToken: tokenSchema.optional() }),
        answers: { 200: { description: 'A page of captures', schema: z.array(captureViewSchema) } },
      },
      async ({ query: { perPage, nextPageToken } }) => {
        const before = nextPageToken === undefined ? undefined : Number.parseInt(nextPageToken, 36);
        const rows = await captures.list(before, perPage + 1);
        const shown = rows.slice(0, perPage);
        const last = shown.at(-1);
        const headers =
          rows.length > perPage && last !== undefined
            ? linkToNext('/epcis/capture', { perPage }, last.number.toString(36))
            : {};
        return { status: 200, headers, body: shown.map(({ view }) => view) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/epcis/capture/{id}',
        ...{ ...common, summary: 'How far a capture is' },
        params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits') }),
        answers: { 200: { description: 'The capture', schema: captureViewSchema } },
      },
      async ({ params: { id } }) => {
        const capture = await captures.find(id);
        if (capture === undefined) throw new LedgerError('CAPTURE_NOT_FOUND', 'there is no capture with this id');
        return { status: 200, body: capture };
      },
    ),
  ];
}

function refuseOtherVersion(asked: string | undefined): void {
  if (asked === undefined || /^(?:1\.2|2\.0)(?:\.\d+)?$/.test(asked)) return;
  throw invalidInput([{ field: 'GS1-EPCIS-Version', rule: 'must be 1.2 or 2.0' }]);
}
