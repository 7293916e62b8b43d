/** A query's filter as SQL over the index. */
import { and, type SQL, sql } from 'drizzle-orm';
import { boundedName } from './bounded-name';
import type { EventFilter, NameTest, NumberTest, TimeTest } from './event-filter';
import { NAMED } from './event-names';

/** Written out: Drizzle leaves a column's table away in a query of one table, and a sub-query would mean its own. */
const EVENT = sql.raw('"event_index"."event"');
const TIMES = { eventTime: sql.raw('"event_index"."event_time"'), recordTime: sql.raw('"event_index"."record_time"') };

/** The column of a time. */
export function columnOf(time: TimeTest['time']): SQL {
  return TIMES[time];
}

/** The condition that an event keeps the filter; none for an empty filter. */
export function conditionOf({ names, times, numbers }: EventFilter): SQL | undefined {
  return and(...names.map(namesCondition), ...times.map(timeCondition), ...numbers.map(numberCondition));
}

/** EPCs as the index hashes them. */
export function hashesOf(epcs: readonly string[]): SQL {
  return sql`array(select hashtextextended(name, 0) from unnest(${sql.param(epcs)}::text[]) name)`;
}

function namesCondition({ kinds, names, ranges, epcs }: NameTest): SQL {
  const finds: SQL[] = [];
  const numbers = sql.param(kinds.map((kind) => NAMED[kind]));
  const isKind = kinds.length === 1 ? sql`kind = ${numbers.value[0]}` : sql`kind = any(${numbers}::smallint[])`;
  if (names.length > 0) {
    const list = sql.param(names.map(boundedName));
    finds.push(sql`select event from event_names where ${isKind} and name = any(${list}::text[])`);
  }
  for (const { from, before } of ranges)
    finds.push(sql`select event from event_names where ${isKind} and name >= ${from} and name < ${before}`);
  if (epcs.length > 0) finds.push(sql`select event from event_index where epcs && ${hashesOf(epcs)}`);
  if (finds.length === 0) return sql`false`;
  const found = sql.join(finds, sql` union all `);
  // The planner cannot know how rare an EPC is: found first, the events are a few numbers, and not a filter over all.
  return epcs.length > 0 ? sql`${EVENT} = any(array(${found}))` : sql`${EVENT} in (${found})`;
}

function timeCondition({ time, is, moment }: TimeTest): SQL {
  return is === 'from' ? sql`${columnOf(time)} >= ${moment}` : sql`${columnOf(time)} < ${moment}`;
}

/** Where numbers of an event stand, and the kinds of names that every event with such numbers has. */
const PLACES = {
  quantity: {
    paths: ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'].map(
      (name) => `$.${name}[*]`,
    ),
    kinds: [NAMED.epcClass, NAMED.childEPCClass, NAMED.inputEPCClass, NAMED.outputEPCClass],
  },
  sensor: { paths: ['$.sensorElementList[*].sensorReport[*]'], kinds: [NAMED.sensor] },
} as const;

/** Numbers are not indexed: bodies are looked into, of those events only that have any. */
function numberCondition({ of, field, uom, comparison, numbers }: NumberTest): SQL {
  const { paths, kinds } = PLACES[of];
  const comparisons = numbers.map((number) => `@.${field} ${comparison} ${number}`).join(' || ');
  const isUnit = uom === undefined ? '' : ` && @.uom == "${uom}"`;
  const found = paths.map(
    (path) => sql`jsonb_path_exists(c.body, ${`${path} ? ((${comparisons})${isUnit})`}::jsonpath)`,
  );
  return sql`${EVENT} in (
    select n.event from event_names n join captured_events c on c.number = n.event
    where n.kind = any(${sql.param([...kinds])}::smallint[]) and (${sql.join(found, sql` or `)}))`;
}
