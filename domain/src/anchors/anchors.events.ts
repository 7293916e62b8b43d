/** What the contract `Anchors` tells. */
import { z } from 'zod';
import { eventSchema } from '../ledger';
import { headSchema } from './head.schema';

const { organisation, log, size, head } = headSchema.shape;

/** An organisation anchored the head of one of its logs. */
export const headAnchoredSchema = eventSchema('HeadAnchored', { organisation, log, size, head });

/** An organisation anchored the head of one of its logs. */
export type HeadAnchored = z.infer<typeof headAnchoredSchema>;
