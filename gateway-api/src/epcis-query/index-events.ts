/** Writes the index of captured events, in the transaction that keeps them. */
import { setImmediate } from 'node:timers/promises';
import { type EpcisEvent, instantOfEventTime } from '@theriac/domain/epcis';
import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../database';
import { boundedName } from './bounded-name';
import { eventIndex, eventNames } from './event-index.table';
import { hashedName, type NameKind, NAMED, productKind } from './event-names';
import { countEpcs, epcsOfEvent, namesOfEvent } from './names-of-event';

/** A captured event under its number. */
export interface NumberedEvent {
  readonly number: number;
  readonly event: EpcisEvent;
}

/** EPCs that are read before others have their turn: some milliseconds. */
const EPCS_A_TURN = 4_000;
/** Rows of one statement. */
const ROWS_AT_ONCE = 5_000;
/** No URI holds one. */
const SEPARATOR = '\n';

/** What one event adds to the index. */
interface Entry {
  readonly number: number;
  readonly time: number;
  readonly epcCount: number;
  /** The EPCs' hashed names, one a line. */
  readonly epcs: string;
  readonly names: readonly (readonly [kind: number, name: string])[];
}

/** Makes events findable; those that are so already are left alone. */
export async function indexEvents(events: readonly NumberedEvent[], transaction: Transaction): Promise<void> {
  const entries: Entry[] = [];
  for (const [number, event] of new Map(events.map((one) => [one.number, one.event])))
    entries.push(await entryOf(number, event));
  const added = await addRows(entries, transaction);
  const rows = entries.filter(({ number }) => added.has(number));
  const names = rows.flatMap(({ number, names }) => names.map(([kind, name]) => ({ number, kind, name })));
  for (let at = 0; at < names.length; at += ROWS_AT_ONCE) {
    const batch = names.slice(at, at + ROWS_AT_ONCE);
    const column = (field: 'number' | 'kind' | 'name') => sql.param(batch.map((row) => row[field]));
    await transaction.execute(sql`
      insert into ${eventNames} (event, kind, name)
      select * from unnest(${column('number')}::bigint[], ${column('kind')}::smallint[], ${column('name')}::text[])
      on conflict do nothing`);
  }
}

/** Makes events as unfindable as if they had never been there. */
export async function unindexEvents(events: readonly NumberedEvent[], transaction: Transaction): Promise<void> {
  for (const { number, event } of events) {
    const { names } = await entryOf(number, event);
    await transaction.delete(eventIndex).where(eq(eventIndex.event, number));
    for (let at = 0; at < names.length; at += ROWS_AT_ONCE) {
      const batch = names.slice(at, at + ROWS_AT_ONCE);
      // By the whole key: the table has no index over events.
      await transaction.execute(sql`
        delete from ${eventNames} using unnest(${sql.param(batch.map(([kind]) => kind))}::smallint[],
          ${sql.param(batch.map(([, name]) => name))}::text[]) n(kind, name)
        where event_names.kind = n.kind and event_names.name = n.name collate "C" and event = ${number}`);
    }
  }
}

async function entryOf(number: number, event: EpcisEvent): Promise<Entry> {
  const names = new Map<string, readonly [number, string]>();
  const add = (kind: NameKind, name: string): void => {
    const bounded = boundedName(name);
    names.set(`${kind} ${bounded}`, [NAMED[kind], bounded]);
  };
  for (const [kind, name] of namesOfEvent(event)) add(kind, name);
  const pieces: string[] = [];
  let piece: string[] = [];
  for (const { kind, name, product, isPack } of epcsOfEvent(event)) {
    piece.push(hashedName(kind, name));
    if (!isPack) add(kind, name);
    if (product !== undefined) add(productKind(kind), product);
    if (piece.length < EPCS_A_TURN) continue;
    pieces.push(piece.join(SEPARATOR));
    piece = [];
    await setImmediate();
  }
  const epcs = [...pieces, ...(piece.length === 0 ? [] : [piece.join(SEPARATOR)])].join(SEPARATOR);
  const time = Date.parse(instantOfEventTime(event.eventTime));
  return { number, time, epcCount: countEpcs(event), epcs, names: [...names.values()] };
}

/** The numbers of those that had no row yet. */
async function addRows(entries: readonly Entry[], transaction: Transaction): Promise<Set<number>> {
  const column = (field: 'number' | 'time' | 'epcCount' | 'epcs') => sql.param(entries.map((entry) => entry[field]));
  const { rows } = await transaction.execute<{ event: string }>(sql`
    insert into ${eventIndex} (event, event_time, record_time, epc_count, epcs)
    select c.number, n.time, floor(extract(epoch from c.captured_at) * 1000), n.epc_count,
      array(select hashtextextended(name, 0) from string_to_table(n.epcs, ${SEPARATOR}) name)
    from unnest(${column('number')}::bigint[], ${column('time')}::bigint[], ${column('epcCount')}::int[],
      ${column('epcs')}::text[]) n(number, time, epc_count, epcs)
    join captured_events c on c.number = n.number
    on conflict do nothing returning event`);
  return new Set(rows.map(({ event }) => Number(event)));
}
