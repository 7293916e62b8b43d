/** Acts on scanned packs over HTTP: supplied, opened, handed over, taken out of stock, and back. */
import { z } from 'zod';
import { hexSchema } from '@theriac/domain/ledger';
import { decommissionPackSchema, handOverFlagSchema, openPackSchema } from '@theriac/domain/supply';
import { route, type Route } from '../../http/route';
import type { SupplyChannel } from '../supply-channel';
import { scannedPackSchema } from '../verification/judgement';
import { scanSchema } from '../verification/scanned-pack';
import { committedView } from '../views';
import type { Acted, PackActing } from './pack-acting';

const bodySchema = z.strictObject({ scan: scanSchema });

/** What every act answers with. */
const actedSchema = z.looseObject({
  pack: scannedPackSchema,
  changedAt: z.iso.datetime(),
  transactionId: z.string(),
});

const tag = 'Packs';

/** The routes of acts on packs. */
export function packActRoutes(acting: PackActing, channel: SupplyChannel): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/packs/supply',
        ...{ tag, summary: 'Supply a scanned pack: once, by who has it', guard: channel.guard('SupplyPack') },
        body: bodySchema.extend({
          /** True when the public has it: then it never comes back. */
          handedOver: z.boolean().default(false),
        }),
        answers: {
          200: { description: 'The pack is supplied', schema: actedSchema.extend({ handedOver: z.boolean() }) },
        },
      },
      async ({ body: { scan, handedOver }, ...request }) =>
        answer(await acting.supply({ ...request, scan }, handedOver)),
    ),
    route(
      {
        method: 'post',
        path: '/v1/packs/open',
        ...{ tag, summary: 'Open a scanned pack for a part-fill, or draw on one that was opened at this site' },
        guard: channel.guard('OpenPack'),
        body: bodySchema.extend({
          units: openPackSchema.shape.units,
          /** The fill's id, 128 random bits; without it the request itself is the fill. */
          fill: hexSchema(16).optional(),
        }),
        answers: {
          200: {
            description: 'The units are drawn',
            schema: actedSchema.extend({ units: z.int(), left: z.int() }),
          },
        },
      },
      async ({ body: { scan, units, fill }, ...request }) =>
        answer(await acting.open({ ...request, scan }, units, fill)),
    ),
    route(
      {
        method: 'post',
        path: '/v1/packs/hand-over',
        ...{ tag, summary: 'Report that a scanned pack was handed over: recorded whatever the ledger thinks of it' },
        guard: channel.guard('ReportHandOver'),
        body: bodySchema,
        answers: {
          200: {
            description: 'The hand-over is recorded, with what was wrong with it',
            schema: actedSchema
              .partial({ changedAt: true, transactionId: true })
              .extend({ flags: z.array(handOverFlagSchema), alert: z.uuid().optional() }),
          },
        },
      },
      async ({ body: { scan }, ...request }) => {
        const { pack, committed, flags, alert } = await acting.reportHandOver({ ...request, scan });
        const recorded = committed && committedView(committed);
        return { status: 200, body: { ...recorded, pack, flags, ...(alert !== undefined && { alert }) } };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/packs/decommission',
        ...{ tag, summary: 'Take a scanned pack out of the saleable stock: exported, sample, stolen, destroyed, …' },
        guard: channel.guard('DecommissionPack'),
        body: bodySchema.extend({ state: decommissionPackSchema.shape.state }),
        answers: { 200: { description: 'The pack has left the stock', schema: actedSchema } },
      },
      async ({ body: { scan, state }, ...request }) => answer(await acting.decommission({ ...request, scan }, state)),
    ),
    route(
      {
        method: 'post',
        path: '/v1/packs/undo',
        ...{ tag, summary: 'Make a scanned pack active again: at the same site, within 10 days, before its hand-over' },
        guard: channel.guard('UndoPack'),
        body: bodySchema,
        answers: { 200: { description: 'The pack is active again', schema: actedSchema } },
      },
      async ({ body: { scan }, ...request }) => answer(await acting.undo({ ...request, scan })),
    ),
  ];
}

function answer<Event extends { type: string; version: number; at: string }>({ pack, committed }: Acted<Event>) {
  return { status: 200, body: { ...committedView(committed), pack } };
}
