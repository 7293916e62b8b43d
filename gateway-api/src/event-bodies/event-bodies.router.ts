/** Who was sent which events and has not acknowledged them, and what other members sent here. */
import { captureIdSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../http/paging';
import { route, type Route } from '../http/route';
import type { EventDeliveryStore } from './event-deliveries.store';
import type { ReceivedEventStore, ReceivedRow } from './received-events.store';

/** What the routes need. */
export interface EventBodyRouteParts {
  readonly deliveries: EventDeliveryStore;
  readonly received: ReceivedEventStore;
  readonly guard: (caller: Caller) => void;
}

const deliveryViewSchema = z.strictObject({
  /** The event, as `/v1/captured-events` names it. */
  event: z.string(),
  eventID: z.string().optional(),
  type: z.string(),
  capture: z.string(),
  to: z.string(),
  /** As `/v1/outbox` names it. */
  message: z.string(),
  owedAt: z.iso.datetime(),
  acknowledgedAt: z.iso.datetime().optional(),
  overdue: z.boolean(),
  /** The code of the last failure. */
  lastFault: z.string().optional(),
});

const receivedStateSchema = z.enum(['awaiting-anchor', 'anchored', 'refused']);

const receivedViewSchema = z.strictObject({
  /** As `/epcis/events/{eventID}` takes it; none of a refused one. */
  event: z.string().optional(),
  eventID: z.string().optional(),
  type: z.string().optional(),
  eventTime: z.string().optional(),
  from: z.string(),
  /** The sender's capture. */
  capture: z.string(),
  /** Whether the sender's anchor on the ledger says the same. A refused event is in no answer to a query. */
  state: receivedStateSchema,
  receivedAt: z.iso.datetime(),
});

const deliveryCursor = z.tuple([z.int(), z.string()]);
const receivedCursor = z.tuple([z.int()]);

/** The routes of bodies. */
export function eventBodyRoutes({ deliveries, received, guard }: EventBodyRouteParts): Route[] {
  const common = { method: 'get', tag: 'EPCIS', guard } as const;
  return [
    route(
      {
        ...{ ...common, path: '/v1/event-deliveries' },
        summary: 'Which members are owed which captured events, and what is overdue; the newest events first',
        query: z.strictObject({
          ...pagingQuery,
          state: z.enum(['owed', 'overdue', 'acknowledged']).optional(),
          capture: captureIdSchema.optional(),
          to: z.string().max(32).optional(),
        }),
        answers: { 200: { description: 'A page of deliveries', schema: pageSchema(deliveryViewSchema) } },
      },
      async ({ query: { limit, after, state, capture, to } }) => {
        const filter = { state, capture, to, after: readCursor(after, deliveryCursor) };
        const rows = await deliveries.list(filter, limit + 1);
        return { status: 200, body: pageOfRows(rows, limit, (row) => [row.event, row.to], deliveryView) };
      },
    ),
    route(
      {
        ...{ ...common, path: '/v1/received-events' },
        summary: 'Events that other members captured and sent here, the newest first',
        query: z.strictObject({ ...pagingQuery, state: receivedStateSchema.optional() }),
        answers: { 200: { description: 'A page of events', schema: pageSchema(receivedViewSchema) } },
      },
      async ({ query: { limit, after, state } }) => {
        const [before] = readCursor(after, receivedCursor) ?? [];
        const rows = await received.list({ state, before }, limit + 1);
        return { status: 200, body: pageOfRows(rows, limit, (row) => [row.received.number], receivedView) };
      },
    ),
  ];
}

type DeliveryRow = Awaited<ReturnType<EventDeliveryStore['list']>>[number];

function deliveryView(row: DeliveryRow): z.infer<typeof deliveryViewSchema> {
  const { event, eventId, owedAt, acknowledgedAt, lastFault, isOverdue, type, capture, to, message } = row;
  return {
    ...{ event: String(event), type, capture, to, message, overdue: isOverdue },
    owedAt: owedAt.toISOString(),
    ...(eventId === null ? {} : { eventID: eventId }),
    ...(acknowledgedAt === null ? {} : { acknowledgedAt: acknowledgedAt.toISOString() }),
    ...(lastFault === null ? {} : { lastFault }),
  };
}

function receivedView({ received, event }: ReceivedRow): z.infer<typeof receivedViewSchema> {
  const { sender, capture, state, receivedAt } = received;
  const eventID = event?.eventId ?? undefined;
  return {
    ...(received.event === null ? {} : { event: String(received.event) }),
    ...(eventID === undefined ? {} : { eventID }),
    ...(event === null ? {} : { type: event.type, eventTime: event.eventTime }),
    ...{ from: sender, capture, state, receivedAt: receivedAt.toISOString() },
  };
}
