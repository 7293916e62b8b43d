/** Dates in barcodes: YYMMDD, with GS1's rule for the century (General Specifications, section 7.12). */
import { type CalendarDate, calendarDateOf, daysInMonth } from './calendar-date';

/** A date as a barcode carries it. */
export interface Gs1Date {
  readonly date: CalendarDate;
  /**
   * The barcode says the month only (day 00), which means its last day. Regulated healthcare has not allowed it since
   * January 2025: older packs are still read, new registrations refuse it.
   */
  readonly isMonthOnly: boolean;
}

/** Reads YYMMDD as seen in a given year; undefined when it is no date. */
export function readGs1Date(digits: string, currentYear: number): Gs1Date | undefined {
  const [, yy, mm, dd] = /^(\d{2})(\d{2})(\d{2})$/.exec(digits) ?? [];
  if (yy === undefined) return undefined;
  const year = fullYear(Number(yy), currentYear);
  const isMonthOnly = dd === '00';
  const date = calendarDateOf(year, Number(mm), isMonthOnly ? daysInMonth(year, Number(mm)) : Number(dd));
  return date && { date, isMonthOnly };
}

/** YYMMDD of a date, as a barcode or a Digital Link carries it. */
export function writeGs1Date(date: CalendarDate): string {
  return date.slice(2).replaceAll('-', '');
}

/** More than 50 years ahead is the last century, 50 or more behind is the next. */
function fullYear(yy: number, currentYear: number): number {
  const century = currentYear - (currentYear % 100);
  const ahead = yy - (currentYear % 100);
  if (ahead > 50) return century - 100 + yy;
  return ahead <= -50 ? century + 100 + yy : century + yy;
}
