/** How captures and captured events are shown. */
import { z } from 'zod';

/** An error of a capture, as EPCIS 2.0 writes it: a problem with the standard's own types. */
export const captureErrorSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
});

/** An error of a capture. */
export type CaptureError = z.infer<typeof captureErrorSchema>;

/** A capture, in the standard's shape. */
export const captureViewSchema = z.strictObject({
  captureID: z.string(),
  createdAt: z.iso.datetime(),
  /** Once it has ended and every part that it began is sealed, or refused, on the ledger. */
  finishedAt: z.iso.datetime().optional(),
  running: z.boolean(),
  /** Whether every event was captured; what the ledger made of them, `/v1/captured-events` tells. */
  success: z.boolean(),
  captureErrorBehaviour: z.enum(['rollback', 'proceed']),
  errors: z.array(captureErrorSchema),
});

/** A capture, in the standard's shape. */
export type CaptureView = z.infer<typeof captureViewSchema>;

/**
 * What the ledger made of an event. `recorded`: it asks nothing of the ledger; `parked`: what it follows has not come yet,
 * and it is applied when that comes.
 */
export const capturedStateSchema = z.enum(['pending', 'applying', 'parked', 'applied', 'recorded', 'not-applied']);

/** What the ledger made of an event. */
export type CapturedState = z.infer<typeof capturedStateSchema>;

/** A captured event in a list. */
export const capturedEventViewSchema = z.strictObject({
  id: z.string(),
  state: capturedStateSchema,
  /** Why the ledger did not apply it, or what it waits for. */
  reason: z.string().optional(),
  type: z.string(),
  bizStep: z.string().optional(),
  eventID: z.string().optional(),
  eventTime: z.string(),
  capturedAt: z.iso.datetime(),
  /** The captures that held it, the first one first. */
  captures: z.array(z.string()),
  /** The registrations that it became a part of. */
  registrations: z.array(z.string()),
  /** The transactions on the ledger that applied it, or a part of it. */
  transactions: z.array(z.string()),
});

/** A captured event in a list. */
export type CapturedEventView = z.infer<typeof capturedEventViewSchema>;
