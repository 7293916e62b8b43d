/** Which of the waiting events may be applied now: those that no earlier unfinished event about the same things precedes. */
import { sql } from 'drizzle-orm';

/**
 * What was handed over is reported even when the receiving that should precede it never comes: it waits for an earlier
 * one so long only.
 */
const HAND_OVERS_WAIT = sql`interval '1 hour'`;

const UNFINISHED = sql`('pending', 'applying', 'parked')`;

/** An earlier unfinished event about one of the same containers or packs; of an error declaration not the very event. */
const HAS_PREDECESSOR = sql`exists (
  select 1 from event_subjects mine
  join event_subjects theirs on theirs.subject = mine.subject and theirs.event <> mine.event
  join event_applications before on before.event = theirs.event
  where mine.event = "event_applications"."event" and before.state in ${UNFINISHED}
    and (before.happened_at, before.event) < ("event_applications"."happened_at", "event_applications"."event")
    and not ("event_applications"."kind" = 'reverse' and before.state <> 'applying' and exists (
      select 1 from captured_events this join captured_events that on that.hash = this.hash
      where this.number = mine.event and that.number = before.event)))`;

const WAITS_FOR_RECEIVING = sql`("event_applications"."kind" = 'supply'
  and "event_applications"."begun_at" > now() - ${HAND_OVERS_WAIT}
  and exists (select 1 from event_applications before
    where before.kind = 'receive' and before.state in ${UNFINISHED}
      and (before.happened_at, before.event) < ("event_applications"."happened_at", "event_applications"."event")))`;

/** Whether an event's time has come and its predecessors are done. */
export const IS_NEXT = sql`"event_applications"."state" in ('pending', 'parked')
  and "event_applications"."due_at" <= now() and not ${HAS_PREDECESSOR} and not ${WAITS_FOR_RECEIVING}`;
