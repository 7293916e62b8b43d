/** Expiry: a pack is good through the whole of its expiry day, where it stands. */
import type { CalendarDate } from './calendar-date';

/**
 * Whether a pack has expired. `today` is the date in the time zone of the site that holds the pack: whoever has a clock
 * and a zone works it out, since time zone data differ between machines and a rule must not.
 */
export function isExpired(expiry: CalendarDate, today: CalendarDate): boolean {
  return today > expiry;
}
