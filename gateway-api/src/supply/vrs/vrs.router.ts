/** VRS over HTTP: the two questions of GS1 Lightweight Messaging 1.3, at the paths that the standard gives them. */
import { glnSchema, gtinSchema, lotNumberSchema, readGs1Date, serialSchema } from '@theriac/domain/gs1';
import { vrsConnectivitySchema, vrsVerificationSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { problemSchema } from '../../http/problem.schema';
import { type AnswerShape, route, type Route } from '../../http/route';
import type { RequestLimit } from '../../limits';
import type { Vrs } from './vrs';
import { refuseOtherRelease } from './vrs-headers';

const contextSchema = z.literal('dscsaSaleableReturn', 'must be dscsaSaleableReturn');

/** As a barcode writes it; day 00, which older packs carry, is the month's last. */
const expirySchema = z.string().transform((digits, context) => {
  const read = readGs1Date(digits, new Date().getUTCFullYear());
  if (read !== undefined) return read.date;
  context.addIssue({ code: 'custom', message: 'must be a date that exists, YYMMDD' });
  return z.NEVER;
});

const connectivityQuery = z.strictObject({
  gtin: gtinSchema,
  /** The site that asks: one of the caller's organisation. */
  reqGLN: glnSchema,
  context: contextSchema.optional(),
});

const packParams = z.strictObject({ gtin: gtinSchema, lot: lotNumberSchema, ser: serialSchema });

const verificationQuery = z.strictObject({
  exp: expirySchema,
  linkType: z.literal('verificationService', 'must be verificationService'),
  context: contextSchema,
  reqGLN: glnSchema,
  /** Stands in the answer again. */
  corrUUID: z.uuid('must be a UUID'),
  /** That the requester has the pack in hand. */
  ctrlPossessAtt: z.enum(['true', 'false']).optional(),
  /** Contact data are taken as the standard wants them, and neither kept nor passed on. */
  email: z.string().max(254).optional(),
  telephone: z.string().max(40).optional(),
});

const problem = (description: string): AnswerShape => ({
  description,
  schema: problemSchema,
  mediaType: 'application/problem+json',
});

const REFUSALS = {
  401: problem('`UNKNOWN_REQUESTER`: reqGLN is of no site in this consortium; or nobody known is calling'),
  403: problem('`REQUESTER_NOT_OWN`: reqGLN is of another organisation; or the caller’s role may not ask'),
  404: problem('`GTIN_NOT_IN_DIRECTORY`: no maker here answers for the GTIN'),
  429: problem('`TOO_MANY_REQUESTS`: too many requests or failed matches; `Retry-After` says for how long'),
  503: problem('`MEMBER_UNAVAILABLE` when the maker’s gateway gives no answer now, `STALE` when its answer may be old'),
};

/** The routes of VRS. */
export function vrsRoutes(vrs: Vrs, requests: RequestLimit, guard: (caller: Caller) => void): Route[] {
  const tag = 'VRS';
  const limit = (caller: Caller): Promise<void> => requests.take(caller);
  return [
    route(
      {
        ...{ method: 'get', path: '/vrs/checkConnectivity', tag, guard, limit },
        summary: 'Says which site answers for a GTIN, when it can be asked now',
        query: connectivityQuery,
        answers: { 200: { description: 'The site', schema: vrsConnectivitySchema }, ...REFUSALS },
      },
      async ({ caller, headers, query: { gtin, reqGLN } }) => {
        refuseOtherRelease(headers);
        return { status: 200, body: { responderGLN: await vrs.responderOf(caller, gtin, reqGLN) } };
      },
    ),
    route(
      {
        ...{ method: 'get', path: '/vrs/verify/gtin/{gtin}/lot/{lot}/ser/{ser}', tag, guard, limit },
        summary: 'Verifies a pack by the word of the maker that answers for its GTIN',
        params: packParams,
        query: verificationQuery,
        answers: {
          200: { description: 'Whether the fields match; a failed match says why', schema: vrsVerificationSchema },
          ...REFUSALS,
        },
      },
      async ({ caller, headers, params: { gtin, lot, ser }, query: { exp, reqGLN, corrUUID } }) => {
        refuseOtherRelease(headers);
        const pack = { gtin, lot, serial: ser, expiry: exp };
        return { status: 200, body: await vrs.verify(caller, { pack, requester: reqGLN, id: corrUUID }) };
      },
    ),
  ];
}
