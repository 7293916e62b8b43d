/** What the ledger tells of consents, to the providers alone. */
import type { z } from 'zod';
import { eventSchema } from '../../ledger';
import { giveConsentSchema, withdrawConsentSchema } from './given-consents.schema';

/** A patient permitted or denied something. */
export const consentGivenSchema = eventSchema('ConsentGiven', giveConsentSchema.omit({ signature: true }).shape);

/** A patient permitted or denied something. */
export type ConsentGiven = z.infer<typeof consentGivenSchema>;

/** A patient took a consent back. */
export const consentWithdrawnSchema = eventSchema(
  'ConsentWithdrawn',
  withdrawConsentSchema.omit({ signature: true }).shape,
);

/** A patient took a consent back. */
export type ConsentWithdrawn = z.infer<typeof consentWithdrawnSchema>;
