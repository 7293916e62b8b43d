/** Alerts: suspicions about packs and containers, kept by those whom they concern in their own data until somebody closes them. */
import { z } from 'zod';
import { gtinSchema, lotNumberSchema, serialSchema, ssccSchema } from '../gs1';
import { instantSchema, type Role } from '../ledger';
import { memberNameSchema } from './company-prefix.schema';

/**
 * Why something is suspected: a suspicious verdict of a pack; a hand-over that the ledger would have refused; a discrepancy
 * of which the ledger knew otherwise; a readmission of what another organisation let leave or lost; or so many suspicions
 * from one asker in a short time that somebody is probing or a scanner is broken.
 */
export const alertCauseSchema = z.enum([
  'unknown-serial',
  'wrong-lot',
  'lot-not-known',
  'wrong-expiry',
  'already-supplied-elsewhere',
  'exported',
  'stolen',
  'destroyed',
  'flagged-hand-over',
  'flagged-discrepancy',
  'flagged-readmission',
  'burst',
]);

/** Why something is suspected. */
export type AlertCause = z.infer<typeof alertCauseSchema>;

/** How an alert ended: what the person who looked into it found. */
export const alertClosureSchema = z.enum(['technical', 'handling', 'data', 'falsified', 'unresolved']);

/** How an alert ended. */
export type AlertClosure = z.infer<typeof alertClosureSchema>;

/** A pack that an alert is about. */
export const suspectedPackSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  serial: serialSchema,
});

/** A pack that an alert is about. */
export type SuspectedPack = z.infer<typeof suspectedPackSchema>;

/** A container that an alert is about. */
export const suspectedContainerSchema = z.strictObject({ container: ssccSchema });

/** What an alert is about. */
export type Suspected = SuspectedPack | z.infer<typeof suspectedContainerSchema>;

/** An alert as one organisation tells it to another. Its asker is who sends it. */
export const alertSchema = z.strictObject({
  id: z.uuid('must be a UUID'),
  cause: alertCauseSchema,
  /** A pack or a container; a burst is about neither. */
  pack: suspectedPackSchema.exactOptional(),
  container: suspectedContainerSchema.shape.container.exactOptional(),
  /** Everybody who holds it, the asker too: a closure goes to all of them. */
  holders: z.array(memberNameSchema).min(1).max(3),
  at: instantSchema,
});

/** An alert as one organisation tells it to another. */
export type Alert = z.infer<typeof alertSchema>;

/** The command to close an alert. */
export const closeAlertSchema = z.strictObject({ closure: alertClosureSchema });

/** Who sees and closes alerts. */
export const ALERT_ROLES: readonly Role[] = ['administrator', 'inspector', 'pharmacist', 'release-officer'];
