/** Events: what a change tells everybody who listens. */
import { z } from 'zod';
import { instantSchema } from './instant';

/** What every event carries beside its own fields. */
export interface LedgerEvent {
  /** Named in the past tense; also the event's name in the block. */
  readonly type: string;
  readonly version: number;
  readonly at: string;
}

/** The schema of an event's first version: its name, when it happened, and its own fields. */
export function eventSchema<const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.strictObject({ type: z.literal(type), version: z.literal(1), at: instantSchema, ...shape });
}
