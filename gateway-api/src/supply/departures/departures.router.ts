/** Departures and readmissions over HTTP: containers leave the network for a place outside it, and come back. */
import { instantSchema } from '@theriac/domain/ledger';
import {
  departureIdSchema,
  departureSchema,
  letContainersLeaveSchema,
  memberNameSchema,
  readmissionIdSchema,
  readmissionSchema,
  readmitContainersSchema,
} from '@theriac/domain/supply';
import { z } from 'zod';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import { idOfCommand } from '../command-id';
import type { SupplyChannel } from '../supply-channel';
import { committedView } from '../views';
import type { DepartureClient } from './departure.client';
import type { DepartureStore } from './departures.store';
import type { Readmissions } from './readmissions';

const tag = 'Departures';
const transactionId = z.string();
const departureItemSchema = departureSchema.extend({ transactionId });
const readmissionItemSchema = readmissionSchema.extend({ transactionId });
const readmittedSchema = readmissionItemSchema.extend({
  /** Of what another organisation held last: the alerts at both and at the regulator. */
  alerts: z.array(z.uuid()),
});
/** Both ids are 128 bits in hex. */
const cursorSchema = z.tuple([instantSchema, departureIdSchema]);
const query = z.strictObject(pagingQuery);
const readmissionQuery = z.strictObject({
  ...pagingQuery,
  /** Only those of what this organisation held last, and another one readmitted. */
  lastHolder: memberNameSchema.optional(),
});

/** What the routes of departures and readmissions need. */
export interface DepartureRouteParts {
  readonly client: DepartureClient;
  readonly readmitting: Readmissions;
  readonly store: DepartureStore;
  readonly channel: SupplyChannel;
}

/** The routes of departures and readmissions. */
export function departureRoutes(parts: DepartureRouteParts): Route[] {
  return [...leavingRoutes(parts), ...readmittingRoutes(parts)];
}

function leavingRoutes({ client, store, channel }: DepartureRouteParts): Route[] {
  const guard = channel.guard('ReadDeparture');
  return [
    route(
      {
        method: 'post',
        path: '/v1/departures',
        ...{ tag, summary: 'Let containers leave for a place outside the network: nobody holds them then' },
        ...{ guard: channel.guard('LetContainersLeave'), body: letContainersLeaveSchema.omit({ departure: true }) },
        answers: { 201: { description: 'They have left', schema: departureItemSchema } },
      },
      async ({ caller, body, reference }) => {
        const departure = idOfCommand(reference);
        const committed = await client.letLeave(caller, { departure, ...body }, reference);
        return { status: 201, headers: { Location: `/v1/departures/${departure}` }, body: committedView(committed) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/departures',
        ...{ tag, summary: 'What this organisation let leave the network, the newest first', guard, query },
        answers: { 200: { description: 'A page of departures', schema: pageSchema(departureItemSchema) } },
      },
      async ({ query: { limit, after } }) => {
        const rows = await store.departures(
          { party: partyOf(channel), after: readCursor(after, cursorSchema) },
          limit + 1,
        );
        return { status: 200, body: pageOfRows(rows, limit, ({ at, id }) => [at, id], itemOf) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/departures/{id}',
        ...{ tag, summary: 'A departure as it was recorded', guard, params: z.strictObject({ id: departureIdSchema }) },
        answers: { 200: { description: 'The departure', schema: departureSchema } },
      },
      async ({ caller, params: { id } }) => ({ status: 200, body: await client.readDeparture(caller, id) }),
    ),
  ];
}

function readmittingRoutes({ client, readmitting, store, channel }: DepartureRouteParts): Route[] {
  const guard = channel.guard('ReadReadmission');
  return [
    route(
      {
        method: 'post',
        path: '/v1/readmissions',
        ...{ tag, summary: 'Take containers that left, or were lost, into custody again, where they are in hand' },
        ...{ guard: channel.guard('ReadmitContainers'), body: readmitContainersSchema.omit({ readmission: true }) },
        answers: { 201: { description: 'The caller’s site holds them', schema: readmittedSchema } },
      },
      async ({ caller, body, reference }) => {
        const { committed, alerts } = await readmitting.readmit(caller, body, reference);
        const headers = { Location: `/v1/readmissions/${committed.event.readmission}` };
        return { status: 201, headers, body: { ...committedView(committed), alerts } };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/readmissions',
        ...{
          tag,
          summary: 'What this organisation readmitted, and what others did that it held last, the newest first',
        },
        ...{ guard, query: readmissionQuery },
        answers: { 200: { description: 'A page of readmissions', schema: pageSchema(readmissionItemSchema) } },
      },
      async ({ query: { limit, after, lastHolder } }) => {
        const filter = { party: partyOf(channel), lastHolder, after: readCursor(after, cursorSchema) };
        const rows = await store.readmissions(filter, limit + 1);
        return { status: 200, body: pageOfRows(rows, limit, ({ at, id }) => [at, id], itemOf) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/readmissions/{id}',
        ...{ tag, summary: 'A readmission as it was recorded', guard },
        params: z.strictObject({ id: readmissionIdSchema }),
        answers: { 200: { description: 'The readmission', schema: readmissionSchema } },
      },
      async ({ caller, params: { id } }) => ({ status: 200, body: await client.readReadmission(caller, id) }),
    ),
  ];
}

/** A regulator sees everybody's. */
function partyOf({ self }: SupplyChannel): string | undefined {
  return self.kind === 'regulator' ? undefined : self.name;
}

function itemOf({ state, transactionId: id }: { readonly state: object; readonly transactionId: string }): object {
  return { ...state, transactionId: id };
}
