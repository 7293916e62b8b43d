/** What a caller with an own key is asked to sign, as it stands in an answer, and what they send back. */
import { z } from 'zod';

const bytesSchema = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64');

/** The body of a 202 that asks for a signature. */
export const toSignSchema = z.strictObject({
  /** Where the signature goes: `POST /v1/signings/{signing}`, within two minutes. */
  signing: z.string(),
  step: z.enum(['proposal', 'transaction', 'evaluation', 'consents']),
  channel: z.string(),
  /** `Contract:Transaction`. */
  transaction: z.string(),
  /**
   * Exactly what is signed, never its digest: a Fabric `Proposal`, a transaction's `Payload`, or the canonical JSON of all
   * consents that would stand.
   */
  bytes: bytesSchema,
});

/** The body of a 202 that asks for a signature. */
export type ToSign = z.infer<typeof toSignSchema>;

/** A signature: ECDSA P-256 over the bytes' SHA-256, in DER, with the lower S. */
export const signatureBodySchema = z.strictObject({ signature: bytesSchema.min(8).max(100) });

/** The id of one signature that is waited for. */
export const signingParams = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'),
});
