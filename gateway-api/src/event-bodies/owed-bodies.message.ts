/** What the outbox holds of bodies that are owed: which events, not what they say, since that is stored already. */
import { eventProofSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { MessageKind } from '../members';
import { EVENT_BODIES_MESSAGE } from './event-bodies.message';

const owedBodiesSchema = z.strictObject({
  events: z.array(
    z.strictObject({
      /** Its number in this gateway. */
      number: z.int(),
      /** Characters of its JSON. */
      size: z.int(),
      proof: eventProofSchema,
    }),
  ),
});

/** Bodies that are owed. */
export type OwedEventBodies = z.infer<typeof owedBodiesSchema>;

/** One of them. */
export type OwedEventBody = OwedEventBodies['events'][number];

/** The message as it is owed; {@link EVENT_BODIES_MESSAGE} is what is sent. */
export const OWED_BODIES_MESSAGE: MessageKind<OwedEventBodies> = {
  name: EVENT_BODIES_MESSAGE.name,
  body: owedBodiesSchema,
};
