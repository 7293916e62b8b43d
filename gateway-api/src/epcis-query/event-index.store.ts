/** Finds events by their index. */
import { type SQL, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../database';
import { eventIndex } from './event-index.table';
import type { EventFilter, EventOrder } from './event-filter';
import { NAMED, type NameKind } from './event-names';
import { columnOf, conditionOf, hashesOf } from './filter-sql';

/** An event that was found. */
export interface FoundEvent {
  readonly event: number;
  /** The time that the events are ordered by, in milliseconds since 1970. */
  readonly at: number;
  readonly epcCount: number;
}

/** The place in a list after which the next page begins. */
export type Place = readonly [at: number, event: number];

/** Reads the index. */
export class EventIndexStore {
  constructor(private readonly db: Database) {}

  /** Events that keep a filter, in an order, those after a place. */
  async find(filter: EventFilter, order: EventOrder, after: Place | undefined, most: number): Promise<FoundEvent[]> {
    const time = columnOf(order.by);
    const direction = sql.raw(order.direction === 'ASC' ? 'asc' : 'desc');
    const beyond = sql.raw(order.direction === 'ASC' ? '>' : '<');
    const isAfter = after === undefined ? sql`true` : sql`(${time}, event) ${beyond} (${after[0]}, ${after[1]})`;
    return this.#select<FoundEvent>(sql`
      select event::float8 as event, ${time}::float8 as at, epc_count as "epcCount" from ${eventIndex}
      where ${conditionOf(filter) ?? sql`true`} and ${isAfter}
      order by ${time} ${direction}, event ${direction} limit ${most}`);
  }

  /** How many events keep a filter, counted no further than `most`. */
  async count(filter: EventFilter, most: number): Promise<number> {
    const [row] = await this.#select<{ found: number }>(sql`
      select count(*)::int as found from (
        select 1 from ${eventIndex} where ${conditionOf(filter) ?? sql`true`} limit ${most}) found`);
    return row?.found ?? 0;
  }

  /** The names of a kind, each once, in the order of their bytes, those after one of them. */
  async names(kind: NameKind, after: string, most: number): Promise<string[]> {
    // From name to name by the index, however many events have each.
    const next = (than: SQL) => sql`(select min(name) from event_names where kind = ${NAMED[kind]} and name > ${than})`;
    const rows = await this.#select<{ name: string }>(sql`
      with recursive names(name) as (
        select ${next(sql`${after}`)}
        union all select ${next(sql`names.name`)} from names where names.name is not null)
      select name from names where name is not null limit ${most}`);
    return rows.map(({ name }) => name);
  }

  /** Which of some EPCs an event before this one names. @param epcs hashed names, several for each EPC */
  async namedBefore(event: number, epcs: readonly (readonly string[])[]): Promise<boolean[]> {
    const tests = epcs.map(
      (one) => sql`exists (select 1 from event_index where event < ${event} and epcs && ${hashesOf(one)})`,
    );
    const [row] = await this.#select<{ named: boolean[] }>(sql`select array[${sql.join(tests, sql`, `)}] as named`);
    return row?.named ?? [];
  }

  /** The first event from a number on that lists EPCs. */
  async nextWithEpcs(from: number): Promise<number | undefined> {
    const rows = await this.#select<{ event: number }>(sql`
      select event::float8 as event from event_index where event >= ${from} and cardinality(epcs) > 0 order by event limit 1`);
    return rows[0]?.event;
  }

  /**
   * Reads without scanning the table. Its rows are few and small and their lists of EPCs lie aside, so that the planner
   * takes a scan for cheap; but to compare it reads each list, of 100,000 EPCs perhaps.
   */
  async #select<Row extends object>(query: SQL): Promise<Row[]> {
    return this.db.transaction(async (transaction: Transaction) => {
      await transaction.execute(sql`set local enable_seqscan = off`);
      const { rows } = await transaction.execute(query);
      return rows as Row[];
    });
  }
}
