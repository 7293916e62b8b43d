/** A day of the calendar, without time or zone, as text that orders and compares. */
import { z } from 'zod';

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day such as `2027-02-28` that exists in the Gregorian calendar. Dates compare as text. */
export const calendarDateSchema = z
  .string()
  .regex(FORM, 'must be a date written YYYY-MM-DD')
  .refine(exists, 'must be a day that exists')
  .brand<'CalendarDate'>();

/** A day of the Gregorian calendar, `YYYY-MM-DD`. */
export type CalendarDate = z.infer<typeof calendarDateSchema>;

/** How many days a month has; 0 when there is no such month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

/** The date of a year, a month (1 to 12) and a day; undefined when there is no such day. */
export function calendarDateOf(year: number, month: number, day: number): CalendarDate | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const parsed = calendarDateSchema.safeParse(text);
  return parsed.success ? parsed.data : undefined;
}

function exists(text: string): boolean {
  const [, year, month, day] = FORM.exec(text) ?? [];
  return Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month));
}
