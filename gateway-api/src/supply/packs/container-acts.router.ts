/** What is done with containers and single packs by hand, over HTTP: packed, unpacked, taken out of stock, and back. */
import { ssccSchema } from '@theriac/domain/gs1';
import { instantSchema } from '@theriac/domain/ledger';
import {
  changeContainerStatusSchema,
  containerStatusChangedSchema,
  holderSchema,
  MOST_PACKS_A_COMMAND,
  packContainersSchema,
} from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { route, type Route } from '../../http/route';
import type { SupplyChannel } from '../supply-channel';
import { scanSchema } from '../verification/scanned-pack';
import { committedView } from '../views';
import type { ContainerActing } from './container-acting';
import type { Repacking } from './repacking';

const tag = 'Containers';
const params = z.strictObject({ sscc: ssccSchema });
const committed = { changedAt: instantSchema, transactionId: z.string() };
const { children } = packContainersSchema.shape;

const repackBody = z
  .strictObject({
    children: children.optional(),
    /** Packs as they were scanned. */
    packs: z.array(scanSchema).min(1).max(MOST_PACKS_A_COMMAND).optional(),
  })
  .refine((body) => body.children !== undefined || body.packs !== undefined, {
    path: ['children'],
    error: 'must name containers, or packs must name scans',
  });

/** Containers or packs went in, or came out. */
const repackedSchema = z.strictObject({
  sscc: ssccSchema,
  holder: holderSchema,
  children: children.optional(),
  /** How many packs it were. */
  packs: z.int().optional(),
  ...committed,
});

const { sscc, holder, state } = containerStatusChangedSchema.shape;

/** What the routes need. */
export interface ContainerActRouteParts {
  readonly repacking: Repacking;
  readonly acting: ContainerActing;
  readonly channel: SupplyChannel;
}

/** The routes. */
export function containerActRoutes({ repacking, acting, channel }: ContainerActRouteParts): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/containers/{sscc}/pack',
        ...{ tag, summary: 'Put containers, scanned loose packs, or both into a container; it may be a new one' },
        ...{ guard: guardBoth(channel, 'PackContainers', 'PackPacks'), params, body: repackBody },
        answers: { 200: { description: 'They are in it', schema: repackedSchema } },
      },
      async ({ caller, params: { sscc: into }, body, reference }) => ({
        status: 200,
        body: await repacking.pack(caller, { sscc: into, ...body }, reference),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/v1/containers/{sscc}/unpack',
        ...{ tag, summary: 'Take containers, scanned packs, or both out of a container, which stays closed' },
        ...{ guard: guardBoth(channel, 'UnpackContainers', 'UnpackPacks'), params, body: repackBody },
        answers: { 200: { description: 'They stand by themselves', schema: repackedSchema } },
      },
      async ({ caller, params: { sscc: from }, body, reference }) => ({
        status: 200,
        body: await repacking.unpack(caller, { sscc: from, ...body }, reference),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/v1/containers/{sscc}/status',
        ...{ tag, summary: 'Change the state of all packs in a container: supplied, exported, stolen, destroyed, …' },
        ...{ guard: channel.guard('ChangeContainerStatus'), params },
        body: changeContainerStatusSchema.pick({ state: true }),
        answers: {
          200: {
            description: 'Its packs have the state',
            schema: z.strictObject({ sscc, holder, state, ...committed }),
          },
        },
      },
      async ({ caller, params: one, body, reference }) => ({
        status: 200,
        body: committedView(await acting.change({ caller, ...one, reference }, body.state)),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/v1/containers/{sscc}/undo',
        ...{ tag, summary: 'Make all packs in a container active again: at the same site, within 10 days' },
        ...{ guard: channel.guard('UndoContainer'), params },
        answers: {
          200: { description: 'Its packs are active', schema: z.strictObject({ sscc, holder, ...committed }) },
        },
      },
      async ({ caller, params: one, reference }) => ({
        status: 200,
        body: committedView(await acting.undo({ caller, ...one, reference })),
      }),
    ),
  ];
}

/** Who may do one of the two may do the other: the table of permissions says so of both. */
function guardBoth(channel: SupplyChannel, ...transactions: readonly string[]): (caller: Caller) => void {
  return (caller) => {
    for (const transaction of transactions) channel.authorise(caller, transaction);
  };
}
