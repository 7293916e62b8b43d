/** The one day that a deterministic rule may compare an expiry with. */
import { type CalendarDate, calendarDateSchema } from '../gs1';
import { type Instant, instantOf } from '../ledger';

/** No place on earth is further behind UTC than this. */
const LAST_ZONE_MS = 12 * 60 * 60 * 1_000;

/** The day that it still is somewhere: time zone data differ between machines, so that endorsers must not use them. */
export function lastDayOnEarth(now: Instant): CalendarDate {
  return calendarDateSchema.parse(instantOf(Date.parse(now) - LAST_ZONE_MS).slice(0, 10));
}
