/** Packs over HTTP: a scan is answered. */
import {
  calendarDateSchema,
  glnSchema,
  gtinSchema,
  lotNumberSchema,
  serialSchema,
  TECHNICAL_ADVICE,
} from '@theriac/domain/gs1';
import {
  custodySchema,
  FMD_ALERT_CODES,
  FMD_ALERT_OF,
  recallIdSchema,
  VERDICTS,
  type VerdictCode,
} from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { problemSchema } from '../../http/problem.schema';
import { route, type Route } from '../../http/route';
import type { ProductNames } from './product-names';
import { scanSchema } from './scanned-pack';
import type { Verification, Verified } from './verification';

const bodySchema = z.strictObject({ scan: scanSchema });

const codes = Object.keys(VERDICTS) as [VerdictCode, ...VerdictCode[]];

const answerSchema = z.strictObject({
  verdict: z.enum(codes),
  advice: z.enum(['may-supply', 'do-not-supply', 'cannot-judge']),
  /** The verdict to a person. */
  sentence: z.string(),
  /** The code that the verdict has as an alert of the European system, when it is one there. */
  fmdAlert: z.enum(FMD_ALERT_CODES).optional(),
  pack: z
    .strictObject({
      gtin: gtinSchema,
      lot: lotNumberSchema,
      serial: serialSchema,
      expiry: calendarDateSchema.optional(),
    })
    .optional(),
  product: z.strictObject({ name: z.string(), strength: z.string(), form: z.string() }).optional(),
  /** The lot's expiry as its maker registered it. */
  expiry: calendarDateSchema.optional(),
  maker: z.string().optional(),
  /** What the pack's place is to the asking organisation, and at which of its sites it is. */
  custody: custodySchema.optional(),
  site: glnSchema.optional(),
  /** The day (UTC) since when the pack is no longer active. */
  since: calendarDateSchema.optional(),
  /** Units left in a pack that was opened. */
  left: z.int().optional(),
  /** The recall or withdrawal that stops the pack: `GET /v1/recalls/{id}` says what to do. */
  recall: recallIdSchema.optional(),
  /** Whose part of the ledger judged. */
  judgedBy: z.string().optional(),
  at: z.iso.datetime().optional(),
  /** When the scanner is probably at fault: what with, where, and what to do. */
  technical: z
    .strictObject({
      cause: z.enum(['caps-lock', 'keyboard-layout', 'missing-separator']),
      scanAgain: z.string(),
      field: z.string().optional(),
      rule: z.string().optional(),
    })
    .optional(),
  /** The alert that the suspicion is kept under. */
  alert: z.uuid().optional(),
});

/** The answer to a scan. */
export type PackAnswer = z.infer<typeof answerSchema>;

/** The routes of packs. */
export function packRoutes(verification: Verification, names: ProductNames, guard: (caller: Caller) => void): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/packs/verify',
        tag: 'Packs',
        summary: 'Says whether a scanned pack is one that its maker registered',
        body: bodySchema,
        changesNothing: true,
        guard,
        answers: {
          200: { description: 'The verdict', schema: answerSchema },
          503: {
            description:
              'No verdict now: `STALE` when the own peer lags the other members’ or sees none of them, `LEDGER_UNAVAILABLE` or `MEMBER_UNAVAILABLE` when nobody who could judge answers',
            schema: problemSchema,
            mediaType: 'application/problem+json',
          },
        },
      },
      async ({ caller, body: { scan } }) => {
        const verified = await verification.verify(caller, scan);
        const product = verified.pack && (await names.find(verified.pack.gtin));
        return { status: 200, body: { ...answerOf(verified), ...(product && { product }) } };
      },
    ),
  ];
}

function answerOf({ verdict, pack, judgement, cause, fault, alert }: Verified): PackAnswer {
  const { advice, sentence } = VERDICTS[verdict];
  const { expiry, maker, judgedBy, at, custody, site, since, left, recall } = judgement ?? {};
  return {
    ...{ verdict, advice, sentence, pack, expiry, maker, custody, site, since, left, recall, judgedBy, at, alert },
    fmdAlert: FMD_ALERT_OF[verdict] ?? undefined,
    technical: cause && {
      cause,
      scanAgain: TECHNICAL_ADVICE[cause],
      ...(fault && { field: fault.field, rule: fault.rule }),
    },
  };
}
