/** Recalls over HTTP, for those who read them and those who answer them. */
import { gtinSchema } from '@theriac/domain/gs1';
import { instantSchema } from '@theriac/domain/ledger';
import { confirmRecallSchema, recallCountsSchema, recallIdSchema, recallStateSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import type { SupplyChannel } from '../supply-channel';
import { committedView } from '../views';
import { acknowledgedRecallSchema, recallItemSchema, recallViewSchema, reportedRecallSchema } from './recall.views';
import type { RecallClient } from './recalls.client';
import type { Holding, RecallRow, RecallStore } from './recalls.store';
import type { ShownRecalls } from './shown-recalls';

/** The path of one recall. */
export const recallParams = z.strictObject({ id: recallIdSchema });

/** The body that names what somebody was shown. */
export const shownBodySchema = confirmRecallSchema.omit({ recall: true });

/** What the routes of recalls need. */
export interface RecallRouteParts {
  readonly client: RecallClient;
  readonly store: RecallStore;
  readonly shown: ShownRecalls;
  readonly channel: SupplyChannel;
}

const cursorSchema = z.tuple([instantSchema, recallIdSchema]);
const tag = 'Recalls';
const query = z.strictObject({
  ...pagingQuery,
  state: recallStateSchema.optional(),
  gtin: gtinSchema.optional(),
  /** Only what the caller's site is to act on, and has not acknowledged as it stands now. */
  unacknowledged: z.literal('true').optional(),
});

/** The routes that read and answer recalls. */
export function recallRoutes({ client, store, shown, channel }: RecallRouteParts): Route[] {
  const guard = channel.guard('ReadRecall');
  const holding = ({ organisation, site }: Caller): Holding => ({ organisation, site, kind: channel.self.kind });
  return [
    route(
      {
        method: 'get',
        path: '/v1/recalls',
        ...{ tag, summary: 'Recalls and withdrawals, the newest first', query, guard },
        answers: { 200: { description: 'A page of recalls', schema: pageSchema(recallItemSchema) } },
      },
      async ({ caller, query: { limit, after, state, gtin, unacknowledged } }) => {
        const unacknowledgedBy = unacknowledged && holding(caller);
        const filter = { state, gtin, unacknowledgedBy, after: readCursor(after, cursorSchema) };
        const rows = await store.list(filter, limit + 1);
        return { status: 200, body: pageOfRows(rows, limit, ({ proposedAt, recall }) => [proposedAt, recall], itemOf) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/recalls/{id}',
        ...{ tag, summary: 'A recall as it stands now: what a second person must see, holders, reports', guard },
        params: recallParams,
        answers: { 200: { description: 'The recall', schema: recallViewSchema } },
      },
      async ({ caller, params: { id } }) => ({ status: 200, body: await shown.show(caller, id) }),
    ),
    route(
      {
        method: 'post',
        path: '/v1/recalls/{id}/acknowledge',
        ...{ tag, summary: 'Says that the text in force, by its digest, was read at the caller’s site' },
        guard: channel.guard('AcknowledgeRecall'),
        params: recallParams,
        body: shownBodySchema,
        answers: { 200: { description: 'It stands on the ledger', schema: acknowledgedRecallSchema } },
      },
      async ({ caller, params: { id }, body: { digest }, reference }) => {
        const committed = await client.acknowledge(caller, { recall: id, digest }, reference);
        return { status: 200, body: committedView(committed) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/recalls/{id}/report',
        ...{ tag, summary: 'Tells what became of the packs at the caller’s site until now, in all' },
        guard: channel.guard('ReportRecall'),
        params: recallParams,
        body: recallCountsSchema,
        answers: { 200: { description: 'It stands on the ledger', schema: reportedRecallSchema } },
      },
      async ({ caller, params: { id }, body, reference }) => {
        const committed = await client.report(caller, { recall: id, ...body }, reference);
        return { status: 200, body: committedView(committed) };
      },
    ),
  ];
}

function itemOf({ shown, depth: _depth, inForce: _inForce, ...row }: RecallRow): object {
  return { ...row, text: shown };
}
