/** Shipments over HTTP: holders send containers, receivers take them over, both see what is on its way and what is overdue. */
import { glnSchema } from '@theriac/domain/gs1';
import { instantOf, instantSchema } from '@theriac/domain/ledger';
import { endShipmentSchema, memberNameSchema, shipContainersSchema, shipmentIdSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import type { PlacedContainers } from '../containers/placed-containers';
import type { SupplyChannel } from '../supply-channel';
import { committedView } from '../views';
import type { CustodyClient } from './custody.client';
import {
  endedViewSchema,
  endsByContainers,
  shipmentItem,
  shipmentItemSchema,
  shipmentView,
  shipmentViewSchema,
  shippedViewSchema,
} from './shipment.views';
import type { Shipments } from './shipments';
import { SHIPMENT_STATES, type ShipmentStore } from './shipments.store';

const tag = 'Shipments';
const { containers } = endShipmentSchema.shape;
const params = z.strictObject({ id: shipmentIdSchema });

const shipBody = z.strictObject({
  containers: shipContainersSchema.shape.containers,
  /** A GLN names its organisation by itself. */
  to: z.strictObject({ site: glnSchema, organisation: memberNameSchema.optional() }),
  /** Without it: three days from now. */
  expectedAt: instantSchema.optional(),
  /** The shipment of which these containers go back, to whom it came from. */
  returns: shipmentIdSchema.optional(),
});

/** Without containers: all that are still on their way. */
const endBody = z.strictObject({ containers: containers.optional() });

const shipmentQuery = {
  ...pagingQuery,
  /** Without it: both, and for a regulator everybody's. */
  direction: z.enum(['outgoing', 'incoming']).optional(),
  /** `overdue`: on their way although they were expected before now. */
  state: z.enum([...SHIPMENT_STATES, 'overdue']).optional(),
};
const cursorSchema = z.tuple([instantSchema, shipmentIdSchema]);

/** What the routes of shipments need. */
export interface ShipmentRouteParts {
  readonly handling: Shipments;
  readonly client: CustodyClient;
  readonly placed: PlacedContainers;
  readonly shipments: ShipmentStore;
  readonly channel: SupplyChannel;
  readonly now: () => number;
}

/** The routes of shipments. */
export function shipmentRoutes(parts: ShipmentRouteParts): Route[] {
  return [...commandRoutes(parts), ...listRoutes(parts)];
}

function commandRoutes({ handling, channel }: ShipmentRouteParts): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/shipments',
        ...{ tag, summary: 'Ship containers to a site of a member; its gateway is sent the secrets of their lots' },
        ...{ guard: channel.guard('ShipContainers'), body: shipBody },
        answers: { 201: { description: 'They are on their way', schema: shippedViewSchema } },
      },
      async ({ caller, body, reference }) => {
        const committed = await handling.ship(caller, body, reference);
        const headers = { Location: `/v1/shipments/${committed.event.shipment}` };
        return { status: 201, headers, body: committedView(committed) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/shipments/{id}/receive',
        ...{ tag, summary: 'Take over containers of a shipment: those that are named, or all that are on their way' },
        ...{ guard: channel.guard('ReceiveContainers'), params, body: endBody },
        answers: { 200: { description: 'The receiver has them', schema: endedViewSchema } },
      },
      async ({ caller, params: { id }, body, reference }) => ({
        status: 200,
        body: committedView(await handling.receive(caller, { shipment: id, ...body }, reference)),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/v1/shipments/{id}/void',
        ...{ tag, summary: 'Take back containers that were not received: those that are named, or all on their way' },
        ...{ guard: channel.guard('VoidShipment'), params, body: endBody },
        answers: { 200: { description: 'The sender has them', schema: endedViewSchema } },
      },
      async ({ caller, params: { id }, body, reference }) => ({
        status: 200,
        body: committedView(await handling.void(caller, { shipment: id, ...body }, reference)),
      }),
    ),
  ];
}

function listRoutes(parts: ShipmentRouteParts): Route[] {
  const { shipments, channel, now } = parts;
  const guard = channel.guard('ReadShipment');
  const { name: self, kind } = channel.self;
  return [
    route(
      {
        method: 'get',
        path: '/v1/shipments',
        ...{ tag, summary: 'Shipments of this organisation, the newest first', guard },
        query: z.strictObject(shipmentQuery),
        answers: { 200: { description: 'A page of shipments', schema: pageSchema(shipmentItemSchema) } },
      },
      async ({ query: { limit, after, direction, state } }) => {
        const at = instantOf(now());
        const party = kind === 'regulator' && direction === undefined ? undefined : self;
        const which = state === 'overdue' ? { state: undefined, overdueAt: at } : { state, overdueAt: undefined };
        const filter = { party, direction, ...which, after: readCursor(after, cursorSchema) };
        const rows = await shipments.list(filter, limit + 1);
        const item = (row: (typeof rows)[number]) => shipmentItem(row, at);
        return { status: 200, body: pageOfRows(rows, limit, ({ shippedAt, id }) => [shippedAt, id], item) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/shipments/{id}',
        ...{ tag, summary: 'A shipment as the ledger has it, and what became of each container', guard, params },
        answers: { 200: { description: 'The shipment', schema: shipmentViewSchema } },
      },
      async ({ caller, params: { id } }) => ({ status: 200, body: await viewOf(parts, caller, id) }),
    ),
  ];
}

async function viewOf(
  { client, placed, shipments, now }: ShipmentRouteParts,
  caller: Caller,
  id: string,
): Promise<object> {
  const sent = await client.readShipment(caller, id);
  const known = await shipments.containersOf(id);
  const ends = known.length > 0 ? known : endsByContainers(id, await placed.read(caller, sent.containers));
  return shipmentView(sent, ends, instantOf(now()));
}
