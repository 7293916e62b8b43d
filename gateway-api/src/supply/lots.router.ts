/** Lots over HTTP: a maker uploads the serials of a part, everybody on the channel sees lots and parts. */
import { calendarDateSchema, gtinSchema, lotNumberSchema } from '@theriac/domain/gs1';
import { type LotPart, memberNameSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import { route, type Route, type UploadBody } from '../http/route';
import { jobViewSchema } from '../jobs/job.view';
import type { LotSecretStore } from './lot-secrets/lot-secrets.store';
import type { LotStore, PartTransaction } from './lots.store';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../http/paging';
import { RECORD_FILE_TYPES } from '../uploads';
import type { LotUploads } from './registration/lot-uploads';
import type { SupplyChannel } from './supply-channel';
import type { LotKey, SupplyClient } from './supply.client';
import { lotItemSchema, lotViewSchema } from './views';

/** A million serials of 20 characters as NDJSON. */
const LARGEST_FILE = 48 << 20;

const body: UploadBody = { upload: true, mediaTypes: RECORD_FILE_TYPES, limit: LARGEST_FILE };
const cursorSchema = z.tuple([gtinSchema, lotNumberSchema]);
const tag = 'Lots';

/** Names of members, with commas between them. */
const membersSchema = z
  .string()
  .max(1_000)
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(memberNameSchema));

const lotQuery = {
  gtin: gtinSchema,
  lot: lotNumberSchema,
  expiry: calendarDateSchema,
  /** Without it: every distributor, pharmacy and hospital of the channel. The regulator always gets it. */
  secretTo: membersSchema.optional(),
};

/** What the routes of lots need. */
export interface LotRouteParts {
  readonly supply: SupplyClient;
  readonly channel: SupplyChannel;
  readonly lots: LotStore;
  readonly secrets: LotSecretStore;
  readonly uploads: LotUploads;
}

/** The routes of lots. */
export function lotRoutes({ supply, channel, lots, secrets, uploads }: LotRouteParts): Route[] {
  const guard = channel.guard('ReadLot');
  return [
    route(
      {
        method: 'post',
        path: '/v1/lots',
        ...{ tag, summary: 'Register packs of a lot: a CSV file (header `serial`) or NDJSON (`{"serial": "…"}`)' },
        guard: channel.guard('RegisterPart'),
        ownKey: 'refused',
        query: z.strictObject(lotQuery),
        body,
        answers: {
          202: { description: 'The file is sound and kept; the job brings it to the ledger', schema: jobViewSchema },
          201: { description: 'The part is sealed on the ledger', schema: jobViewSchema },
        },
      },
      ({ caller, query, body: file, reference, headers }) =>
        uploads.register({ caller, file, reference, ...query, prefer: headers.prefer?.toString() }),
    ),
    route(
      {
        method: 'get',
        path: '/v1/lots',
        ...{ tag, summary: 'Registered lots', guard },
        query: z.strictObject({ ...pagingQuery, gtin: gtinSchema.optional() }),
        answers: { 200: { description: 'A page of lots', schema: pageSchema(lotItemSchema) } },
      },
      async ({ query: { limit, after, gtin } }) => {
        const rows = await lots.list({ gtin, after: readCursor(after, cursorSchema) }, limit + 1);
        const view = ({ secretCommitment: _, at, ...row }: (typeof rows)[number]) => ({ ...row, registeredAt: at });
        return { status: 200, body: pageOfRows(rows, limit, (row) => [row.gtin, row.lot], view) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/v1/lots/{gtin}/{lot}',
        ...{ tag, summary: 'A lot and its parts, as the ledger has them now', guard },
        params: z.strictObject({ gtin: gtinSchema, lot: lotNumberSchema }),
        answers: { 200: { description: 'The lot', schema: lotViewSchema } },
      },
      async ({ caller, params }) => {
        const lot = await supply.readLot(caller, params);
        const [transactions, secret] = await Promise.all([lots.transactionsOf(params), secretView(secrets, params)]);
        return {
          status: 200,
          body: { ...lot, parts: lot.parts.map((part) => partView(part, transactions.get(part.registration))), secret },
        };
      },
    ),
  ];
}

/** Without a transaction while the projection is behind what the ledger says of the part. */
function partView(part: LotPart, known: PartTransaction | undefined): LotPart & { transactionId?: string } {
  const state = part.isSealed ? 'sealed' : 'registering';
  return known?.state === state ? { ...part, transactionId: known.transactionId } : part;
}

async function secretView(secrets: LotSecretStore, key: LotKey): Promise<z.infer<typeof lotViewSchema>['secret']> {
  const [held, sentTo, refused] = await Promise.all([
    secrets.find(key),
    secrets.receiversOf(key),
    secrets.refusedOf(key),
  ]);
  return {
    held: held !== undefined,
    sentTo,
    refused: refused.map(({ from, code, firstAt, lastAt }) => ({
      ...{ from, code },
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    })),
  };
}
