/** What a gateway answers, as far as signing depends on it. */
import { z } from 'zod';

/** The body of a 202 that asks for a signature. */
export const toSignSchema = z.object({
  signing: z.string().regex(/^[0-9a-f]{32}$/),
  step: z.enum(['proposal', 'transaction', 'evaluation']),
  channel: z.string(),
  transaction: z.string(),
  bytes: z.base64(),
});

/** The body of a 202 that asks for a signature. */
export type ToSign = z.infer<typeof toSignSchema>;

/** Problem details. */
export const problemSchema = z.object({
  code: z.string(),
  status: z.number(),
  title: z.string(),
  detail: z.string(),
  instance: z.string().optional(),
  faults: z.array(z.object({ field: z.string(), rule: z.string() })).optional(),
});

/** The answer of `GET /v1/me`, as far as a certificate depends on it. */
export const meSchema = z.object({ person: z.string().regex(/^[0-9a-f]{32}$/) });

/** The answer of `POST /v1/certificates`. */
export const certificateSchema = z.object({ certificate: z.string() });
