/** What stays of an erasure, for everybody: that somebody unnamed was erased, when, and the digests of who confirmed what. */
import { z } from 'zod';
import { canonicalJson, type Digest, hexSchema, instantSchema, type StateShape, toHex } from '../../ledger';
import { memberNameSchema } from '../../supply/company-prefix.schema';
import { type Confirmation, erasureIdSchema } from './erasure.schema';

const utf8 = new TextEncoder();

/** The public statement of an erasure. */
export const erasureStatementSchema = z.strictObject({
  erasure: erasureIdSchema,
  home: memberNameSchema,
  requestedAt: instantSchema,
  confirmations: z.array(
    z.strictObject({
      provider: memberNameSchema,
      /** Of {@link confirmationDigest}: who keeps the statement can show that it was the one. */
      digest: hexSchema(32),
      at: instantSchema,
    }),
  ),
  /** When the last of it was purged. */
  changedAt: instantSchema,
});

/** The public statement of an erasure. */
export type ErasureStatement = z.infer<typeof erasureStatementSchema>;

/** Where statements lie, in public state. */
export const erasureStatementShape: StateShape<ErasureStatement> = {
  objectType: 'erasure-statement',
  schema: erasureStatementSchema,
  keyOf: ({ erasure }) => [erasure],
  upcasts: [],
};

/** SHA-256 (hex) of the canonical JSON of a signed statement; its salt keeps it from being guessed. */
export function confirmationDigest(digest: Digest, { statement, signature }: Confirmation): string {
  return toHex(digest.sha256(utf8.encode(canonicalJson({ statement, signature }))));
}
