/** Times in FHIR R4: to the year, the month, the day or the moment. */
import { z } from 'zod';
import { calendarDateOf } from '../../gs1';
import { expected, type Instant, instantOf, instantSchema } from '../../ledger';

const FORM = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?(Z|[+-]\d{2}:\d{2}))?)?)?$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const ZONE = /^(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

/** From the first to the last millisecond of something, both within it. */
export interface Span {
  readonly start: Instant;
  readonly end: Instant;
}

/**
 * What a FHIR time covers: a moment is its millisecond (finer decimals are cut off), a date without a time all
 * milliseconds of its year, month or day in UTC (FHIR R4, Period). Undefined when the text is no such time.
 */
export function spanOf(text: string): Span | undefined {
  const [, year, month, day, time, fraction, zone] = FORM.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = calendarDateOf(Number(year), Number(month ?? 1), Number(day ?? 1));
  if (date === undefined || year === '0000') return undefined;
  if (time !== undefined && zone !== undefined) return momentOf(date, time, fraction ?? '', zone);
  const start = Date.parse(`${date}T00:00:00.000Z`);
  return { start: instantOf(start), end: instantOf(startOfNext(new Date(start), month, day) - 1) };
}

/** A time of FHIR, as {@link spanOf} reads it. */
export const fhirTimeSchema = z
  .string(expected('a time'))
  .refine(
    (text) => spanOf(text) !== undefined,
    'must be a year, a month, a day, or a moment with seconds and a zone, that exists',
  );

function momentOf(date: string, time: string, fraction: string, zone: string): Span | undefined {
  if (!TIME.test(time) || !ZONE.test(zone)) return undefined;
  const moment = instantOf(Date.parse(`${date}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`));
  // A zone may carry a moment over the end of the year 9999, which instants cannot write.
  return instantSchema.safeParse(moment).success ? { start: moment, end: moment } : undefined;
}

/** When the next year, month or day begins, by what the date names. */
function startOfNext(start: Date, month: string | undefined, day: string | undefined): number {
  const next = new Date(start);
  if (month === undefined) next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (day === undefined) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCDate(next.getUTCDate() + 1);
  return next.getTime();
}
