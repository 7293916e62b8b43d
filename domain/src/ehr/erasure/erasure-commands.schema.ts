/** What patients, providers and home organisations say in an erasure. */
import { z } from 'zod';
import { hexSchema } from '../../ledger';
import { patientIdSchema } from '../patient/patient.schema';
import { sessionIdSchema } from '../session/session.schema';
import { confirmationSchema, erasureIdSchema, erasureSchema, holdSchema } from './erasure.schema';

/** Sessions that one transaction purges. */
export const MOST_SESSIONS_PURGED = 100;

/** Events that one transaction purges. */
export const MOST_EVENTS_PURGED = 200;

const transactionsSchema = z.array(hexSchema(32)).max(MOST_EVENTS_PURGED);

/** The command: erase me; or, by a privacy officer of the home organisation, the patient who asked for it in writing. */
export const requestErasureSchema = z.strictObject({
  patient: patientIdSchema,
  erasure: erasureIdSchema,
  /** A privacy officer's, and nobody else's. */
  reason: erasureSchema.shape.onBehalf.unwrap().shape.reason.exactOptional(),
});

/** The command: erase me. */
export type RequestErasure = z.infer<typeof requestErasureSchema>;

/** The command: my organisation keeps something for a time, by law. It replaces what the organisation said before. */
export const holdForRetentionSchema = holdSchema.omit({ at: true }).extend({ patient: patientIdSchema });

/** The command: my organisation keeps something for a time, by law. */
export type HoldForRetention = z.infer<typeof holdForRetentionSchema>;

/** The command: my organisation's link with the patient goes, and what was told of links. */
export const eraseLinkSchema = z.strictObject({
  patient: patientIdSchema,
  /** Whose events lie in the provider's own collection. */
  transactions: transactionsSchema,
});

/** The command: my organisation's link with the patient goes. */
export type EraseLink = z.infer<typeof eraseLinkSchema>;

/** The command: my organisation has destroyed what it had. */
export const confirmErasureSchema = confirmationSchema
  .pick({ statement: true, signature: true })
  .extend({ patient: patientIdSchema });

/** The command: my organisation has destroyed what it had. */
export type ConfirmErasure = z.infer<typeof confirmErasureSchema>;

/** The command: these of the patient go, and with the last of them the patient. */
export const purgePatientSchema = z.strictObject({
  patient: patientIdSchema,
  erasure: erasureIdSchema,
  sessions: z.array(sessionIdSchema).max(MOST_SESSIONS_PURGED),
  /** Whose events go. */
  transactions: transactionsSchema,
  isLast: z.boolean(),
});

/** The command: these of the patient go. */
export type PurgePatient = z.infer<typeof purgePatientSchema>;

/** The question for an erasure's public statement. */
export const readErasureStatementSchema = z.strictObject({ erasure: erasureIdSchema });
