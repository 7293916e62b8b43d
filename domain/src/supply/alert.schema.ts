/** Alerts: suspicions about packs, kept by asker, maker and regulator in their own data, each until somebody closes it. */
import { z } from 'zod';
import { gtinSchema, lotNumberSchema, serialSchema } from '../gs1';
import { instantSchema, type Role } from '../ledger';
import { memberNameSchema } from './company-prefix.schema';

/**
 * Why a pack is suspected: a suspicious verdict, a hand-over that the ledger would have refused, or so many of them from
 * one verifier in a short time that somebody is probing or a scanner is broken.
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
  'burst',
]);

/** Why a pack is suspected. */
export type AlertCause = z.infer<typeof alertCauseSchema>;

/** How an alert ended: what the person who looked into it found. */
export const alertClosureSchema = z.enum(['technical', 'handling', 'data', 'falsified', 'unresolved']);

/** How an alert ended. */
export type AlertClosure = z.infer<typeof alertClosureSchema>;

/** What the alert is about; a burst is about no pack. */
export const suspectedPackSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  serial: serialSchema,
});

/** What the alert is about. */
export type SuspectedPack = z.infer<typeof suspectedPackSchema>;

/** An alert as one organisation tells it to another. Its asker is who sends it. */
export const alertSchema = z.strictObject({
  id: z.uuid('must be a UUID'),
  cause: alertCauseSchema,
  pack: suspectedPackSchema.exactOptional(),
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
