/** Events of private data: whole for those who hold the data, and for everybody that something of a kind happened, and when. */
import { z } from 'zod';
import type { LedgerEvent } from './event';
import { instantSchema } from './instant';
import type { StateShape } from './state-shape';

const publicPart = {
  type: z.string().regex(/^[A-Z][A-Za-z]{0,63}$/, 'must be an event’s name'),
  version: z.int().min(1),
  at: instantSchema,
};

/** The part of a private event that stands in its block, and that the contract answers. */
export const publicEventSchema = z.strictObject(publicPart);

/** A private event's public part. */
export type PublicEvent = z.infer<typeof publicEventSchema>;

/** What everybody on the channel learns of an event. */
export function publicPartOf({ type, version, at }: LedgerEvent): LedgerEvent {
  return { type, version, at };
}

/** A whole event as it lies in private data, found by what is public. */
export interface PrivateEvent {
  /** Of the transaction that it tells. */
  readonly transactionId: string;
  readonly event: LedgerEvent;
}

/** How private events lie in a collection: one a transaction. */
export const privateEventShape: StateShape<PrivateEvent> = {
  objectType: 'event',
  schema: z.strictObject({ transactionId: z.string(), event: z.looseObject(publicPart) }),
  keyOf: ({ transactionId }) => [transactionId],
  upcasts: [],
};
