/** Exceptions over HTTP: what captured events left to be resolved, and how each ended. */
import { closeExceptionSchema, exceptionKindSchema, exceptionResolutionSchema } from '@theriac/domain/epcis';
import { LedgerError } from '@theriac/domain/ledger';
import { ALERT_ROLES } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../http/paging';
import { route, type Route } from '../http/route';
import type { ExceptionRow, ExceptionStore } from './exceptions.store';

const exceptionViewSchema = z.strictObject({
  id: z.uuid(),
  kind: exceptionKindSchema,
  reason: z.string(),
  /** The captured event, as `/v1/captured-events` names it. */
  event: z.string().nullable(),
  shipment: z.string().nullable(),
  openedAt: z.iso.datetime(),
  /** `applied` when what was missing came by itself. */
  resolution: z.union([exceptionResolutionSchema, z.literal('applied')]).nullable(),
  /** Who closed it, by the opaque name and role of the person's certificate. */
  closedBy: z.strictObject({ person: z.string(), role: z.string() }).nullable(),
  closedAt: z.iso.datetime().nullable(),
});

const params = z.strictObject({ id: z.uuid('must be a UUID') });
const query = z.strictObject({
  ...pagingQuery,
  state: z.enum(['open', 'closed']).optional(),
  kind: exceptionKindSchema.optional(),
});
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);
const tag = 'Exceptions';

/** The routes of exceptions. */
export function exceptionRoutes(store: ExceptionStore): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/exceptions',
        ...{ tag, summary: 'What captured events left to be resolved, the newest first', query, guard },
        answers: { 200: { description: 'A page of exceptions', schema: pageSchema(exceptionViewSchema) } },
      },
      async ({ query: { limit, after, state, kind } }) => {
        const rows = await store.list({ state, kind, after: readCursor(after, cursorSchema) }, limit + 1);
        const key = ({ openedAt, id }: ExceptionRow): [string, string] => [openedAt.toISOString(), id];
        return { status: 200, body: pageOfRows(rows, limit, key, viewOf) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/exceptions/{id}',
        ...{ tag, summary: 'One exception', params, guard },
        answers: { 200: { description: 'The exception', schema: exceptionViewSchema } },
      },
      async ({ params: { id } }) => ({ status: 200, body: viewOf(found(await store.find(id))) }),
    ),
    route(
      {
        method: 'post',
        path: '/v1/exceptions/{id}/close',
        ...{ tag, summary: 'Closes an exception; the first resolution stands', params, guard },
        body: closeExceptionSchema,
        answers: { 200: { description: 'The exception as it is closed', schema: exceptionViewSchema } },
      },
      async ({ caller, params: { id }, body: { resolution } }) => ({
        status: 200,
        body: viewOf(found(await store.close(id, resolution, caller))),
      }),
    ),
  ];
}

function guard({ role }: Caller): void {
  if (!ALERT_ROLES.includes(role)) throw new LedgerError('NOT_PERMITTED', 'exceptions are not open to this role');
}

function found(row: ExceptionRow | undefined): ExceptionRow {
  if (row === undefined) throw new LedgerError('EXCEPTION_NOT_FOUND', 'no exception has this id');
  return row;
}

function viewOf({
  subject: _,
  event,
  closedBy,
  closedByRole,
  ...row
}: ExceptionRow): z.infer<typeof exceptionViewSchema> {
  return {
    ...row,
    event: event === null ? null : String(event),
    openedAt: row.openedAt.toISOString(),
    closedBy: closedBy === null || closedByRole === null ? null : { person: closedBy, role: closedByRole },
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
