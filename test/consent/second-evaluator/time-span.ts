/** Dates of FHIR R4 on a line of milliseconds, by calendar arithmetic of its own: nothing here asks the runtime's Date. */
import type { Period } from './asked';

/** The milliseconds from one moment to another, both included; infinite where a period is open. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$/;
const DAY = 86_400_000;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function lengthOf(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : MONTHS[month - 1]!;
}

/** Days from the first of January of the year 1, which is day 0. */
function dayNumber(year: number, month: number, day: number): number {
  const past = year - 1;
  const ofYears = past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  let ofMonths = 0;
  for (let earlier = 1; earlier < month; earlier += 1) ofMonths += lengthOf(year, earlier);
  return ofYears + ofMonths + day - 1;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** All that a date means: the whole of its year, month or day; a full moment is its millisecond, and no more. */
export function spanOfDate(text: string): TimeSpan {
  const [, year, month, day, hour, minute, second, fraction, zone] = DATE.exec(text) ?? [];
  if (year === undefined) throw new Error(`${text} is no date of FHIR`);
  const [y, m] = [Number(year), Number(month ?? 1)];
  const start = dayNumber(y, m, Number(day ?? 1)) * DAY;
  if (zone !== undefined) {
    const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
    const thousandths = Number((fraction ?? '.').slice(1, 4).padEnd(3, '0'));
    const first = start + seconds * 1_000 + thousandths - offsetOf(zone);
    return { first, last: first };
  }
  const days = day !== undefined ? 1 : month !== undefined ? lengthOf(y, m) : isLeap(y) ? 366 : 365;
  return { first: start, last: start + days * DAY - 1 };
}

/** From the first millisecond of the start to the last one of the end. */
export function spanOfPeriod({ start, end }: Period): TimeSpan {
  return {
    first: start === undefined ? -Infinity : spanOfDate(start).first,
    last: end === undefined ? Infinity : spanOfDate(end).last,
  };
}

/** Whether all of a span lies inside another. */
export function liesInside(inner: TimeSpan, outer: TimeSpan): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two spans share a moment. */
export function touches(one: TimeSpan, other: TimeSpan): boolean {
  return one.first <= other.last && other.first <= one.last;
}
