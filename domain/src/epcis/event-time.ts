/** Times in events: a moment with its zone, to as many decimals as the writer has. */
import { z } from 'zod';
import { expected } from '../ledger/expected';
import { daysInMonth } from '../gs1/calendar-date';
import { type Instant, instantOf } from '../ledger/instant';

const FORM = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,12}))?(Z|[+-]\d{2}:\d{2})$/;
const OFFSET = /^[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/;

/** A moment such as `2027-01-31T08:00:00.000+01:00`. */
export const eventTimeSchema = z
  .string(expected('a time'))
  .refine((text) => FORM.test(text), 'must be a time with a zone, such as 2027-01-31T08:00:00.000+01:00')
  .refine((text) => !FORM.test(text) || exists(text), 'must be a moment that exists');

/** The zone in which the event took place, `+01:00`; fourteen hours at most. */
export const timeZoneOffsetSchema = z
  .string(expected('a zone'))
  .regex(OFFSET, 'must be an offset from UTC of at most 14 hours, such as +01:00');

/** The moment of a time that keeps {@link eventTimeSchema}, in UTC and milliseconds; finer decimals are cut off. */
export function instantOfEventTime(time: string): Instant {
  return instantWith(time, (fraction) => Number(fraction.padEnd(3, '0').slice(0, 3)));
}

/** As {@link instantOfEventTime}, but rounded as the event hash does it: microseconds count, and halves go to even. */
export function roundedInstantOfEventTime(time: string): Instant {
  return instantWith(time, (fraction) => {
    const microseconds = Number(fraction.padEnd(6, '0').slice(0, 6));
    const [whole, rest] = [Math.floor(microseconds / 1_000), microseconds % 1_000];
    const isUp = rest > 500 || (rest === 500 && whole % 2 === 1);
    return isUp ? whole + 1 : whole;
  });
}

function instantWith(time: string, millisecondsOf: (fraction: string) => number): Instant {
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = FORM.exec(time) ?? [];
  const moment = new Date(0);
  // Unlike Date.UTC this takes the years before 100 as they are.
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  moment.setUTCHours(Number(hour), Number(minute) - minutesOf(zone), Number(second), millisecondsOf(fraction));
  return instantOf(moment.getTime());
}

function exists(time: string): boolean {
  const [, year = '', month = '', day = '', , , , , zone = 'Z'] = FORM.exec(time) ?? [];
  const isDay = Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month));
  return isDay && year !== '0000' && (zone === 'Z' || OFFSET.test(zone));
}

function minutesOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}
