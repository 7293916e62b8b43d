/** Which events a query asks for, apart from how HTTP wrote it. */
import type { NameKind } from './event-names';

/** Names from one up to, not including, another. */
export interface NameRange {
  readonly from: string;
  readonly before: string;
}

/** The event names at least one of these. */
export interface NameTest {
  readonly kinds: readonly NameKind[];
  readonly names: readonly string[];
  readonly ranges: readonly NameRange[];
  /** EPCs, as `hashedName` writes them. */
  readonly epcs: readonly string[];
}

/** A time of the event lies from one moment on, or before another. */
export interface TimeTest {
  readonly time: 'eventTime' | 'recordTime';
  readonly is: 'from' | 'before';
  /** Milliseconds since 1970. */
  readonly moment: number;
}

/** How a number is compared. */
export type Comparison = '==' | '>' | '>=' | '<' | '<=';

/** A quantity or a measurement of the event compares so with a number. */
export interface NumberTest {
  readonly of: 'quantity' | 'sensor';
  /** `quantity`, `value`, `minValue`, … */
  readonly field: string;
  readonly uom: string | undefined;
  readonly comparison: Comparison;
  /** One of these. */
  readonly numbers: readonly number[];
}

/** All of these hold. */
export interface EventFilter {
  readonly names: readonly NameTest[];
  readonly times: readonly TimeTest[];
  readonly numbers: readonly NumberTest[];
}

/** In which order, and how many. */
export interface EventOrder {
  readonly by: 'eventTime' | 'recordTime';
  readonly direction: 'ASC' | 'DESC';
  readonly perPage: number;
  /** Only the first so many of all. */
  readonly eventCountLimit: number | undefined;
  /** More than so many is refused. */
  readonly maxEventCount: number | undefined;
}

/** A query. */
export interface EventQuery {
  readonly filter: EventFilter;
  readonly order: EventOrder;
  readonly nextPageToken: string | undefined;
}

/** A test for names of some kinds. */
export function named(kinds: NameKind | readonly NameKind[], more: Partial<Omit<NameTest, 'kinds'>>): NameTest {
  const each = typeof kinds === 'string' ? [kinds] : kinds;
  return { kinds: each, names: more.names ?? [], ranges: more.ranges ?? [], epcs: more.epcs ?? [] };
}

/** All names that begin so; none: all names. */
export function beginning(text: string): NameRange {
  // Above every character that a name has, in the order of bytes.
  return { from: text, before: `${text}\u{10ffff}` };
}
