/** What the ledger made of captured events: applied, being applied, or not applied and why. */
import { z } from 'zod';
import type { Caller } from '../caller/caller';
import { route, type Route } from '../http/route';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../http/paging';
import { capturedEventViewSchema, capturedStateSchema } from './capture.view';
import type { CapturedEventStore } from './captured-events.store';

const cursorSchema = z.tuple([z.int()]);

/** The routes of captured events. */
export function capturedEventRoutes(events: CapturedEventStore, guard: (caller: Caller) => void): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/captured-events',
        ...{ tag: 'EPCIS', summary: 'Captured events and what the ledger made of them, the newest first', guard },
        query: z.strictObject({
          ...pagingQuery,
          status: capturedStateSchema.optional(),
          capture: z
            .string()
            .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
            .optional(),
        }),
        answers: { 200: { description: 'A page of events', schema: pageSchema(capturedEventViewSchema) } },
      },
      async ({ query: { limit, after, status, capture } }) => {
        const [before] = readCursor(after, cursorSchema) ?? [];
        const rows = await events.list({ state: status, capture, before }, limit + 1);
        return {
          status: 200,
          body: pageOfRows(
            rows,
            limit,
            ({ number }) => [number],
            ({ number: _, ...view }) => view,
          ),
        };
      },
    ),
  ];
}
