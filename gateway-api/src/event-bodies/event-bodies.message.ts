/** Bodies of captured events on their way to a member whom they concern. */
import { eventProofSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { MessageKind } from '../members';

/** Far more than a sender ever packs together. */
const MOST_EVENTS = 10_000;

const bodySchema = z.strictObject({
  events: z
    .array(
      z.strictObject({
        /** In the form that the readers of documents give it; the receiver parses it as strictly as they do. */
        event: z.record(z.string(), z.unknown()),
        proof: eventProofSchema,
      }),
    )
    .min(1)
    .max(MOST_EVENTS),
});

/** The message's body. */
export type EventBodies = z.infer<typeof bodySchema>;

/** One event of it. */
export type EventBody = EventBodies['events'][number];

/** The message: events that their sender captured, each with what ties it to the sender's anchor. */
export const EVENT_BODIES_MESSAGE: MessageKind<EventBodies> = { name: 'event-bodies', body: bodySchema };
