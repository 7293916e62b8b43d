/** Heads of logs: anchoring the own, and seeing everybody's. */
import { anchorHeadSchema, headSchema } from '@theriac/domain/anchors';
import type { Channel } from '@theriac/domain/consortium';
import { invalidInput } from '@theriac/domain/ledger';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../database';
import { route, type Route } from '../http/route';
import { anchoredHeads } from '../projections';
import type { AnchorsClient } from './anchors.client';

const params = z.strictObject({
  channel: z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/, 'must be the name of a channel'),
});

const { organisation, log, size, head } = headSchema.shape;
const headViewSchema = z.strictObject({
  ...{ organisation, log, size, head },
  at: z.iso.datetime(),
  transactionId: z.string(),
  blockNumber: z.string(),
});

/** The routes of heads. */
export function anchorRoutes(anchors: AnchorsClient, db: Database, channels: readonly Channel[]): Route[] {
  const refuseForeign = (channel: string): void => {
    if (!channels.some(({ name }) => name === channel))
      throw invalidInput([{ field: 'channel', rule: 'must be a channel of this organisation' }]);
  };
  return [
    route(
      {
        method: 'post',
        path: '/v1/channels/{channel}/heads',
        tag: 'Anchors',
        summary: 'Anchors the head of one of this organisation’s logs',
        params,
        body: anchorHeadSchema,
        answers: { 201: { description: 'It stands on the ledger', schema: headViewSchema } },
      },
      async ({ caller, params: { channel }, body, reference }) => {
        refuseForeign(channel);
        const { event, transactionId, blockNumber } = await anchors.anchorHead(caller, channel, body, reference);
        const view = {
          organisation: event.organisation,
          log: event.log,
          size: event.size,
          head: event.head,
          at: event.at,
        };
        return { status: 201, body: { ...view, transactionId, blockNumber: String(blockNumber) } };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/channels/{channel}/heads',
        tag: 'Anchors',
        summary: 'The newest head of every log, as this gateway has read it from the blocks',
        params,
        answers: { 200: { description: 'The heads', schema: z.array(headViewSchema) } },
      },
      async ({ params: { channel } }) => {
        refuseForeign(channel);
        const rows = await db.select().from(anchoredHeads).where(eq(anchoredHeads.channel, channel));
        const body = rows.map(({ channel: _, blockNumber, ...row }) => ({ ...row, blockNumber: String(blockNumber) }));
        return { status: 200, body };
      },
    ),
  ];
}
