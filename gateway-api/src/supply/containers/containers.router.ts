/** Containers over HTTP: everybody on the channel sees where they are; their holders open them, and what else they do is beside packs. */
import { glnSchema, gtinSchema, lotNumberSchema, type Sscc, ssccSchema } from '@theriac/domain/gs1';
import { MOST_CHILDREN, memberNameSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import type { SupplyChannel } from '../supply-channel';
import { committedView } from '../views';
import type { ContainerClient } from './container.client';
import { containerItem, containerItemSchema, containerViewSchema, openedViewSchema } from './container.views';
import type { ContainerStore } from './containers.store';
import type { PlacedContainers } from './placed-containers';

const tag = 'Containers';
const params = z.strictObject({ sscc: ssccSchema });
const cursorSchema = z.tuple([ssccSchema]);

const containerQuery = {
  ...pagingQuery,
  /** The organisation that has them, alone or inside others. */
  holder: memberNameSchema.optional(),
  site: glnSchema.optional(),
  /** Only what lies directly in this one. */
  parent: ssccSchema.optional(),
  /** Only those with packs of this product, or lot, directly in them. */
  gtin: gtinSchema.optional(),
  lot: lotNumberSchema.optional(),
  inTransit: z.enum(['true', 'false']).optional(),
  /** Whether they left, were lost or destroyed; then `holder` is who had them last. Holders have none such otherwise. */
  gone: z.enum(['true', 'false']).optional(),
};

/** What the routes of containers need. */
export interface ContainerRouteParts {
  readonly client: ContainerClient;
  readonly placed: PlacedContainers;
  readonly containers: ContainerStore;
  readonly channel: SupplyChannel;
}

/** The routes of containers. */
export function containerRoutes(parts: ContainerRouteParts): Route[] {
  return [...commandRoutes(parts), ...listRoutes(parts)];
}

function commandRoutes({ client, channel }: ContainerRouteParts): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/containers/{sscc}/open',
        ...{ tag, summary: 'Open a container: all that lies in it stands by itself' },
        ...{ guard: channel.guard('OpenContainer'), params },
        answers: { 200: { description: 'It is open', schema: openedViewSchema } },
      },
      async ({ caller, params: { sscc }, reference }) => ({
        status: 200,
        body: committedView(await client.openContainer(caller, sscc, reference)),
      }),
    ),
  ];
}

function listRoutes(parts: ContainerRouteParts): Route[] {
  const { containers, channel } = parts;
  const guard = channel.guard('ReadContainer');
  return [
    route(
      {
        method: 'get',
        path: '/v1/containers',
        ...{ tag, summary: 'Containers and where they are', guard },
        query: z.strictObject(containerQuery),
        answers: { 200: { description: 'A page of containers', schema: pageSchema(containerItemSchema) } },
      },
      async ({ query: { limit, after, inTransit, gone, ...filter } }) => {
        const [from] = readCursor(after, cursorSchema) ?? [];
        const isInTransit = inTransit === undefined ? undefined : inTransit === 'true';
        const isGone = gone === undefined ? undefined : gone === 'true';
        const rows = await containers.list({ ...filter, isInTransit, isGone, after: from }, limit + 1);
        return { status: 200, body: pageOfRows(rows, limit, ({ sscc }) => [sscc], containerItem) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/containers/{sscc}',
        ...{ tag, summary: 'A container as the ledger has it now, and what lies in it', guard, params },
        answers: { 200: { description: 'The container', schema: containerViewSchema } },
      },
      async ({ caller, params: { sscc } }) => ({ status: 200, body: await containerView(parts, caller, sscc) }),
    ),
  ];
}

async function containerView(
  { placed, containers }: ContainerRouteParts,
  caller: Caller,
  sscc: Sscc,
): Promise<z.infer<typeof containerViewSchema>> {
  const { container, outermost, place } = await placed.locate(caller, sscc);
  const [lots, inside] = await Promise.all([
    containers.lotsInside(sscc),
    containers.list({ parent: sscc }, MOST_CHILDREN),
  ]);
  return {
    ...container,
    ...(outermost.sscc === sscc ? {} : { outermost: outermost.sscc }),
    ...{ holder: place, lots, inside: inside.map(containerItem) as z.infer<typeof containerItemSchema>[] },
  };
}
