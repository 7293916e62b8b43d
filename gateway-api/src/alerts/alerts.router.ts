/** Alerts over HTTP: what this organisation suspects or was told of, and how each ended. */
import { LedgerError } from '@theriac/domain/ledger';
import {
  ALERT_ROLES,
  alertCauseSchema,
  alertClosureSchema,
  closeAlertSchema,
  FMD_ALERT_CODES,
  fmdAlertOf,
  suspectedPackSchema,
} from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../http/paging';
import { route, type Route } from '../http/route';
import type { Alerts } from './alerts';
import type { AlertRow, AlertStore } from './alerts.store';

const alertViewSchema = z.strictObject({
  id: z.uuid(),
  cause: alertCauseSchema,
  /** The code that the cause has in the European system. */
  fmdAlert: z.enum(FMD_ALERT_CODES).nullable(),
  asker: z.string(),
  pack: suspectedPackSchema.nullable(),
  /** The SSCC of one that it is about. */
  container: z.string().nullable(),
  holders: z.array(z.string()),
  times: z.int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  closure: alertClosureSchema.nullable(),
  closedBy: z.string().nullable(),
  closedAt: z.iso.datetime().nullable(),
});

const params = z.strictObject({ id: z.uuid('must be a UUID') });
const query = z.strictObject({
  ...pagingQuery,
  state: z.enum(['open', 'closed']).optional(),
});
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);
const tag = 'Alerts';

/** The routes of alerts. */
export function alertRoutes(alerts: Alerts, store: AlertStore): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/v1/alerts',
        tag,
        summary: 'Suspicions about packs and containers, raised here or told by another organisation, the newest first',
        query,
        guard,
        answers: { 200: { description: 'A page of alerts', schema: pageSchema(alertViewSchema) } },
      },
      async ({ query: { limit, after, state } }) => {
        const rows = await store.list({ state, after: readCursor(after, cursorSchema) }, limit + 1);
        const key = ({ firstAt, id }: AlertRow): [string, string] => [firstAt.toISOString(), id];
        return { status: 200, body: pageOfRows(rows, limit, key, viewOf) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/alerts/{id}',
        tag,
        summary: 'One alert',
        params,
        guard,
        answers: { 200: { description: 'The alert', schema: alertViewSchema } },
      },
      async ({ params: { id } }) => {
        const alert = await store.find(id);
        if (alert === undefined) throw new LedgerError('ALERT_NOT_FOUND', 'no alert has this id');
        return { status: 200, body: viewOf(alert) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/alerts/{id}/close',
        tag,
        summary: 'Closes an alert, here and at its other holders; the first closure stands',
        params,
        body: closeAlertSchema,
        guard,
        answers: { 200: { description: 'The alert as it is closed', schema: alertViewSchema } },
      },
      async ({ params: { id }, body: { closure } }) => ({ status: 200, body: viewOf(await alerts.close(id, closure)) }),
    ),
  ];
}

function guard({ role }: Caller): void {
  if (!ALERT_ROLES.includes(role)) throw new LedgerError('NOT_PERMITTED', 'alerts are not open to this role');
}

function viewOf({ subject: _, ...row }: AlertRow): z.infer<typeof alertViewSchema> {
  return {
    ...row,
    fmdAlert: fmdAlertOf(row.cause),
    pack: row.pack ?? null,
    holders: [...row.holders],
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
