/** What a decision about consents answers. */
import { z } from 'zod';
import { consentIdSchema } from './consent.schema';

/** Whether one resource is shown, and by which consents; denied by none is denied because none permits it. */
export const itemDecisionSchema = z.strictObject({
  effect: z.enum(['permit', 'deny']),
  by: z.array(consentIdSchema),
});

/** Whether one resource is shown, and by which consents. */
export type ItemDecision = z.infer<typeof itemDecisionSchema>;

/**
 * Why a session is allowed or not.
 *
 * - `permitted`: a consent permits at least some of it
 * - `no-permit`: no consent permits any of it
 * - `denied`: a consent denies all of it
 */
export const sessionReasonSchema = z.enum(['permitted', 'no-permit', 'denied']);

/** Why a session is allowed or not. */
export type SessionReason = z.infer<typeof sessionReasonSchema>;

/** Whether a session may be opened, why, and by which consents. */
export const sessionDecisionSchema = z.strictObject({
  isAllowed: z.boolean(),
  reason: sessionReasonSchema,
  by: z.array(consentIdSchema),
});

/** Whether a session may be opened, why, and by which consents. */
export type SessionDecision = z.infer<typeof sessionDecisionSchema>;
