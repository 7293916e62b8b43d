/** Times in events: which exist, and which moment they are. */
import fc from 'fast-check';
import { eventTimeSchema, instantOfEventTime, timeZoneOffsetSchema } from '.';

describe('event times', () => {
  it.each([
    ['2027-01-31T08:00:00.000+01:00', '2027-01-31T07:00:00.000Z'],
    ['2027-01-31T23:30:00-05:30', '2027-02-01T05:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2018-01-22T22:51:49.294565+00:00', '2018-01-22T22:51:49.294Z'],
    ['2018-01-22T22:51:49.2Z', '2018-01-22T22:51:49.200Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['2027-01-01T00:00:00+14:00', '2026-12-31T10:00:00.000Z'],
  ])('%s is %s', (time, instant) => {
    expect(eventTimeSchema.safeParse(time).success).toBe(true);
    expect(instantOfEventTime(time)).toBe(instant);
  });

  it.each([
    ['2919-95-99T14:55:21.123Z', 'must be a moment that exists'],
    ['2027-02-29T00:00:00Z', 'must be a moment that exists'],
    ['2027-00-10T00:00:00Z', 'must be a moment that exists'],
    ['0000-01-01T00:00:00Z', 'must be a moment that exists'],
    ['2027-01-01T00:00:00+15:00', 'must be a moment that exists'],
    ['2027-01-01T16:98:25Z', 'must be a time with a zone, such as 2027-01-31T08:00:00.000+01:00'],
    ['2027-01-01T24:00:00Z', 'must be a time with a zone, such as 2027-01-31T08:00:00.000+01:00'],
    ['2027-01-01T00:00:00', 'must be a time with a zone, such as 2027-01-31T08:00:00.000+01:00'],
    ['2027-01-01', 'must be a time with a zone, such as 2027-01-31T08:00:00.000+01:00'],
    [12, 'must be a time'],
    [undefined, 'must not be missing'],
  ])('%s %s', (time, rule) => {
    expect(eventTimeSchema.safeParse(time).error?.issues[0]?.message).toBe(rule);
  });

  it('are the moments that Date knows', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-30'), noInvalidDate: true }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (moment, offset) => {
          const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
          fc.pre(/^\d{4}-/.test(local));
          const minutes = Math.abs(offset);
          const pad = (value: number): string => String(value).padStart(2, '0');
          const zone = `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
          expect(instantOfEventTime(local + zone)).toBe(moment.toISOString());
        },
      ),
    );
  });
});

describe('zones', () => {
  it.each(['+00:00', '-14:00', '+13:59'])('%s is one', (zone) => {
    expect(timeZoneOffsetSchema.safeParse(zone).success).toBe(true);
  });
  it.each(['Z', '-95:99', '+14:01', '+1:00', '01:00', ''])('%j is none', (zone) => {
    expect(timeZoneOffsetSchema.safeParse(zone).success).toBe(false);
  });
});
