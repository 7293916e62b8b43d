/** How a change of private data is answered: when it was made, and by which transaction. */
import { type Instant, instantSchema, type PublicEvent } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Committed } from '../ledger/channel-ledger';

/** When a change was made, and by which transaction. */
export const changedShape = { changedAt: instantSchema, transactionId: z.string() };

/** When a change was made, and by which transaction. */
export interface Changed {
  readonly changedAt: Instant;
  readonly transactionId: string;
}

/** The view of a committed change. */
export function changedView({ event, transactionId }: Committed<PublicEvent>): Changed {
  return { changedAt: event.at, transactionId };
}
