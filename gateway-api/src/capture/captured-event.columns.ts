/** What is shown of a captured event besides its own row: what the ledger made of it. */
import { sql } from 'drizzle-orm';
import type { CapturedEventView, CapturedState } from './capture.view';
import { capturedEvents } from './captures.table';

/** Written out: Drizzle leaves a column's table away in a query of one table, and a sub-query would mean its own. */
export const EVENT = sql.raw('"captured_events"."number"');
const PARTS = sql.raw(`from captured_event_parts p join registrations r on r.id = p.registration
  where p.event = "captured_events"."number"`);

/** The row of an event that commissions nothing. */
const APPLICATION = sql.raw('from event_applications a where a.event = "captured_events"."number"');

/**
 * What the ledger made of an event stands in its own row, or, of a commissioning, follows from its reason and its
 * registrations: it is stored nowhere twice.
 */
export const STATE = sql<CapturedState>`case
  when exists (select 1 ${APPLICATION}) then (select a.state::text ${APPLICATION})
  when "captured_events"."reason" is not null or exists (select 1 ${PARTS} and r.state = 'refused') then 'not-applied'
  when exists (select 1 ${PARTS} and r.state = 'registering') then 'applying'
  when exists (select 1 ${PARTS}) then 'applied'
  else 'pending' end`;

/** Why it waits or is not applied; of a commissioning why the ledger refused a part that the event became. */
export const REFUSAL = sql<string | null>`coalesce((select a.reason ${APPLICATION}), (
  select 'the ledger refused it: ' || (r.refusal ->> 'code') || ', ' || (r.refusal ->> 'detail')
  ${PARTS} and r.state = 'refused' limit 1))`;

/** The transactions that applied it, the first one first; of a commissioning its registrations tell. */
export const TRANSACTIONS = sql<string[]>`array(select s.transaction_id from event_steps s
  where s.event = ${EVENT} and s.transaction_id <> '' order by s.at, s.name)`;

/** The captures that held the event, the first one first. */
export const CAPTURES = sql<string[]>`array(select k.id from captures k
  where k.id in (select c.capture from capture_positions c where c.event = ${EVENT}) order by k.number)`;

/** The registrations that the event became a part of. */
export const REGISTRATIONS = sql<string[]>`array(select p.registration from captured_event_parts p
  where p.event = ${EVENT} order by 1)`;

/** The columns of a list: not the bodies. */
export const SHOWN = {
  number: capturedEvents.number,
  eventId: capturedEvents.eventId,
  type: capturedEvents.type,
  bizStep: capturedEvents.bizStep,
  eventTime: capturedEvents.eventTime,
  reason: capturedEvents.reason,
  capturedAt: capturedEvents.capturedAt,
};

/** The columns, read. */
export interface ShownRow {
  readonly number: number;
  readonly state: CapturedState;
  readonly reason: string | null;
  readonly type: string;
  readonly bizStep: string | null;
  readonly eventId: string | null;
  readonly eventTime: string;
  readonly capturedAt: Date;
  readonly captures: string[];
  readonly registrations: string[];
  readonly transactions: string[];
}

/** A row as it is shown. */
export function viewOf({
  number,
  state,
  reason,
  type,
  bizStep,
  eventId,
  eventTime,
  capturedAt,
  ...row
}: ShownRow): CapturedEventView {
  return {
    id: String(number),
    state,
    ...(reason === null ? {} : { reason }),
    type,
    ...(bizStep === null ? {} : { bizStep }),
    ...(eventId === null ? {} : { eventID: eventId }),
    eventTime,
    capturedAt: capturedAt.toISOString(),
    captures: row.captures,
    registrations: row.registrations,
    transactions: row.transactions,
  };
}
