/** Verification as trading partners elsewhere ask for it: GS1 Lightweight Messaging 1.3, its words and its answers. */
import { z } from 'zod';
import { glnSchema } from '../../gs1';
import { instantSchema } from '../../ledger';

/** The release of the standard that is spoken, as its header names it. */
export const VRS_VERSION = '1.3.0';

/** Why a pack is not verified. */
export const vrsFailureReasonSchema = z.enum([
  'No_match_GTIN_Serial',
  'No_match_GTIN_Serial_Lot_Expiry',
  'No_match_GTIN_Serial_Lot',
  'No_match_GTIN_Serial_Expiry',
  'No_reason_provided',
  'Not_for_re-distribution',
  'Manufacturer_policy',
]);

/** What is told beside the match itself; `Recalled` is said of withdrawn products too. */
export const vrsAdditionalInfoSchema = z.enum(['Expired', 'ExpirationExtended', 'Recalled', 'Suspect', 'Illegitimate']);

/** Whether product, serial, lot and expiry match what the responsible maker registered. */
export const vrsOutcomeSchema = z.strictObject({
  verified: z.boolean(),
  /** With a match there is none. */
  verificationFailureReason: vrsFailureReasonSchema.exactOptional(),
  additionalInfo: vrsAdditionalInfoSchema.exactOptional(),
});

/** Whether what stands on a pack matches. */
export type VrsOutcome = z.infer<typeof vrsOutcomeSchema>;

/** The answer to a verification. */
export const vrsVerificationSchema = z.strictObject({
  verificationTimestamp: instantSchema,
  /** The site of the responsible maker. */
  responderGLN: glnSchema,
  data: vrsOutcomeSchema,
  /** The request's own, so that its sender knows the answer by it. */
  corrUUID: z.uuid('must be a UUID'),
});

/** The answer to a verification. */
export type VrsVerification = z.infer<typeof vrsVerificationSchema>;

/** The answer to the question whether the responsible maker can be asked. */
export const vrsConnectivitySchema = z.strictObject({ responderGLN: glnSchema });
