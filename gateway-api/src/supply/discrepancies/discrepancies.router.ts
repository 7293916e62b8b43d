/** Discrepancies over HTTP: who has goods in hand reports them, both parties see them, and settle them. */
import { ssccSchema } from '@theriac/domain/gs1';
import { instantSchema } from '@theriac/domain/ledger';
import {
  discrepancyIdSchema,
  discrepancyKindSchema,
  resolveDiscrepancySchema,
  shipmentIdSchema,
} from '@theriac/domain/supply';
import { z } from 'zod';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import type { SupplyChannel } from '../supply-channel';
import { scanSchema } from '../verification/scanned-pack';
import { committedView } from '../views';
import type { DiscrepancyStore } from './discrepancies.store';
import type { DiscrepancyClient } from './discrepancy.client';
import {
  discrepancyItemSchema,
  discrepancyView,
  discrepancyViewSchema,
  reportedViewSchema,
  resolvedViewSchema,
} from './discrepancy.views';
import type { DiscrepancyReports, NamedGoods, Report } from './reports';

const tag = 'Discrepancies';
const params = z.strictObject({ id: discrepancyIdSchema });
const goods = { sscc: ssccSchema.optional(), scan: scanSchema.optional() };
const ONE_OF_BOTH = 'must name a container by sscc or a pack by scan, one of both';

/** A container by its SSCC, or a pack as it was scanned. */
const reportBody = z
  .strictObject({ kind: discrepancyKindSchema, ...goods })
  .refine(isOne, { path: ['sscc'], error: ONE_OF_BOTH });
const surplusBody = z.strictObject(goods).refine(isOne, { path: ['sscc'], error: ONE_OF_BOTH });

const query = z.strictObject({
  ...pagingQuery,
  /** `open`: waits for one of its parties. */
  state: z.enum(['open', 'resolved']).optional(),
  kind: discrepancyKindSchema.optional(),
  shipment: shipmentIdSchema.optional(),
  /** Whether the ledger knew otherwise when it was reported. */
  flagged: z.enum(['true', 'false']).optional(),
});
const cursorSchema = z.tuple([instantSchema, discrepancyIdSchema]);

/** What the routes of discrepancies need. */
export interface DiscrepancyRouteParts {
  readonly reports: DiscrepancyReports;
  readonly client: DiscrepancyClient;
  readonly store: DiscrepancyStore;
  readonly channel: SupplyChannel;
}

/** The routes of discrepancies. */
export function discrepancyRoutes(parts: DiscrepancyRouteParts): Route[] {
  return [...commandRoutes(parts), ...listRoutes(parts)];
}

function commandRoutes({ reports, client, channel }: DiscrepancyRouteParts): Route[] {
  const guard = channel.guard('ReportDiscrepancy');
  const answers = {
    201: { description: 'It is recorded, with what the ledger knew otherwise', schema: reportedViewSchema },
  };
  const reported = async (...call: Parameters<DiscrepancyReports['report']>) => {
    const { committed, alert } = await reports.report(...call);
    const headers = { Location: `/v1/discrepancies/${committed.event.discrepancy}` };
    return { status: 201, headers, body: { ...committedView(committed), ...(alert !== undefined && { alert }) } };
  };
  return [
    route(
      {
        method: 'post',
        path: '/v1/shipments/{id}/discrepancies',
        ...{ tag, summary: 'Report a container or pack of a shipment: missing, surplus, damaged, wrong product' },
        ...{ guard, params: z.strictObject({ id: shipmentIdSchema }), body: reportBody, answers },
      },
      ({ caller, params: { id }, body, reference }) => {
        const report: Report = { ...body, shipment: id };
        return reported(caller, report, reference);
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/discrepancies',
        ...{ tag, summary: 'Report a container or pack that is here and came with no shipment' },
        ...{ guard, body: surplusBody, answers },
      },
      ({ caller, body, reference }) => reported(caller, { ...body, kind: 'surplus' }, reference),
    ),
    route(
      {
        method: 'post',
        path: '/v1/discrepancies/{id}/resolve',
        ...{ tag, summary: 'Say how a discrepancy ended: by who has the goods, or bears the loss' },
        ...{ guard: channel.guard('ResolveDiscrepancy'), params },
        body: resolveDiscrepancySchema.omit({ discrepancy: true }),
        answers: { 200: { description: 'It is resolved', schema: resolvedViewSchema } },
      },
      async ({ caller, params: { id }, body: { resolution }, reference }) => ({
        status: 200,
        body: committedView(await client.resolve(caller, { discrepancy: id, resolution }, reference)),
      }),
    ),
  ];
}

function listRoutes({ client, store, channel }: DiscrepancyRouteParts): Route[] {
  const guard = channel.guard('ReadDiscrepancy');
  const { name: self, kind: ownKind } = channel.self;
  return [
    route(
      {
        method: 'get',
        path: '/v1/discrepancies',
        ...{ tag, summary: 'Discrepancies that this organisation reported or is to answer, the newest first' },
        ...{ query, guard },
        answers: { 200: { description: 'A page of discrepancies', schema: pageSchema(discrepancyItemSchema) } },
      },
      async ({ query: { limit, after, state, kind, shipment, flagged } }) => {
        const party = ownKind === 'regulator' ? undefined : self;
        const isOpen = state === undefined ? undefined : state === 'open';
        const isFlagged = flagged === undefined ? undefined : flagged === 'true';
        const filter = { party, isOpen, kind, shipment, isFlagged, after: readCursor(after, cursorSchema) };
        const rows = await store.list(filter, limit + 1);
        const key = ({ reportedAt, discrepancy }: (typeof rows)[number]) => [reportedAt, discrepancy];
        const item = ({ state: one, transactionId }: (typeof rows)[number]) => ({
          ...discrepancyView(one),
          transactionId,
        });
        return { status: 200, body: pageOfRows(rows, limit, key, item) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/discrepancies/{id}',
        ...{ tag, summary: 'A discrepancy as the ledger has it now', guard, params },
        answers: { 200: { description: 'The discrepancy', schema: discrepancyViewSchema } },
      },
      async ({ caller, params: { id } }) => ({ status: 200, body: discrepancyView(await client.read(caller, id)) }),
    ),
  ];
}

function isOne({ sscc, scan }: NamedGoods): boolean {
  return (sscc === undefined) !== (scan === undefined);
}
