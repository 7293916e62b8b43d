/** Packings over HTTP: a maker says which packs of a lot lie in which containers, and a job brings it to the ledger. */
import { gtinSchema, lotNumberSchema, serialSchema, ssccSchema } from '@theriac/domain/gs1';
import { MOST_CONTAINERS_A_PACKING, MOST_PACKS_A_CONTAINER, registrationSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import { route, type Route, type UploadBody } from '../../http/route';
import { jobViewSchema } from '../../jobs/job.view';
import { RECORD_FILE_TYPES } from '../../uploads';
import type { SupplyChannel } from '../supply-channel';
import type { PackingRequests } from './packing-requests';

/** A million packs with SSCC and serial as NDJSON. */
const LARGEST_FILE = 64 << 20;

const file: UploadBody = { upload: true, mediaTypes: RECORD_FILE_TYPES, limit: LARGEST_FILE };
const tag = 'Packings';

const of = {
  gtin: gtinSchema,
  lot: lotNumberSchema,
  /** The part that all packs are of; without it each is looked up. */
  registration: registrationSchema.optional(),
};

const body = z.strictObject({
  ...of,
  containers: z
    .array(z.strictObject({ sscc: ssccSchema, serials: z.array(serialSchema).min(1).max(MOST_PACKS_A_CONTAINER) }))
    .min(1)
    .max(MOST_CONTAINERS_A_PACKING),
});

const answers = {
  202: { description: 'What is sent is sound and kept; the job brings it to the ledger', schema: jobViewSchema },
  201: { description: 'The packs are packed on the ledger', schema: jobViewSchema },
};

/** Packs reach the ledger by a job. */
const ownKey = 'refused';

/** The routes of packings. */
export function packingRoutes(requests: PackingRequests, channel: SupplyChannel): Route[] {
  const guard = channel.guard('OpenPacking');
  return [
    route(
      {
        method: 'post',
        path: '/v1/packings',
        ...{ tag, summary: 'Pack packs of a lot into containers for the first time', guard, body, answers, ownKey },
      },
      ({ caller, body: { containers, ...request }, reference, headers }) =>
        requests.list({ caller, ...request, reference, prefer: headers.prefer?.toString() }, containers),
    ),
    route(
      {
        method: 'post',
        path: '/v1/packings/file',
        tag,
        summary: 'Pack many: a CSV file (header `sscc,serial`) or NDJSON (`{"sscc": "…", "serial": "…"}`)',
        ...{ guard, query: z.strictObject(of), body: file, answers, ownKey },
      },
      ({ caller, query, body: upload, reference, headers }) =>
        requests.file({ caller, ...query, reference, prefer: headers.prefer?.toString() }, upload),
    ),
  ];
}
