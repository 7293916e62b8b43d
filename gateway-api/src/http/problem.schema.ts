/** The shape of every error answer: RFC 9457 problem details, with this API's own members. */
import { z } from 'zod';

/** Problem details. */
export const problemSchema = z.strictObject({
  /** Names the kind of problem; the same for the same `code`. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** The request's id, as it stands in the log and in the answer's `X-Request-Id`. */
  instance: z.string(),
  /** The word of the vocabulary, for programs. */
  code: z.string(),
  /** Which field breaks which rule; for bad input only. */
  faults: z.array(z.strictObject({ field: z.string(), rule: z.string() })).optional(),
});

/** Problem details. */
export type Problem = z.infer<typeof problemSchema>;
