/** What day it is at a site: a pack is good through the whole of its expiry day, where it stands. */
import type { Member, Site } from '@theriac/domain/consortium';
import { type CalendarDate, calendarDateSchema } from '@theriac/domain/gs1';
import type { Caller } from '../../caller';

/** The days of an organisation's sites. */
export class SiteDays {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  constructor(private readonly self: Member) {}

  /** The day at the caller's site; machines and people without a site are at the organisation's first. */
  today({ site }: Caller, now: Date): CalendarDate {
    const [first] = this.self.sites;
    const place: Site | undefined = this.self.sites.find(({ gln }) => gln === site) ?? first;
    return calendarDateSchema.parse(this.#formatOf(place?.timeZone ?? 'UTC').format(now));
  }

  /** Sweden writes dates as ISO 8601 does: year, month, day. */
  #formatOf(timeZone: string): Intl.DateTimeFormat {
    const known = this.#formats.get(timeZone);
    if (known !== undefined) return known;
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    this.#formats.set(timeZone, format);
    return format;
  }
}
