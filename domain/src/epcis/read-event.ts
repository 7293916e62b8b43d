/** From an event in the standard's field names to a typed event, or to every rule that it breaks. */
import { messageOf } from './bounded-list';
import { type EpcisEvent, eventSchemaFor } from './event.schema';
import type { Binding } from './uri';

/** Where in an event which rule is broken; never a value. */
export interface EventFault {
  /** Names and indexes from the event down, such as `['epcList', 3]`. */
  readonly path: readonly (string | number)[];
  readonly rule: string;
}

/** An event, or why it is none. */
export type EventResult =
  { readonly ok: true; readonly event: EpcisEvent } | { readonly ok: false; readonly faults: readonly EventFault[] };

/** How many faults of one event are named. */
const MOST_FAULTS = 10;

/**
 * Reads an event whose extension fields are split off already (`extensions`, `ilmd`): the JSON-LD and XML readers do
 * that, each in its own way.
 */
export function readEvent(raw: unknown, binding: Binding): EventResult {
  const result = eventSchemaFor(binding).safeParse(raw);
  if (result.success) return { ok: true, event: result.data };
  return {
    ok: false,
    faults: result.error.issues.slice(0, MOST_FAULTS).map((issue) => ({
      path: issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
      rule: messageOf(issue),
    })),
  };
}
