/** Dates: the calendar's, the barcode's, and when a pack has expired. */
import fc from 'fast-check';
import {
  type CalendarDate,
  calendarDateOf,
  calendarDateSchema,
  daysInMonth,
  isExpired,
  readGs1Date,
  writeGs1Date,
} from '.';

describe('calendar dates', () => {
  it.each(['2027-02-28', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(calendarDateSchema.safeParse(text).success).toBe(true);
  });
  it.each([
    '2027-02-29',
    '1900-02-29',
    '2027-04-31',
    '2027-13-01',
    '2027-00-10',
    '2027-01-00',
    '2027-1-1',
    '27-01-01',
    '',
  ])('%j does not', (text) => {
    expect(calendarDateSchema.safeParse(text).success).toBe(false);
  });
  it('have no month but twelve', () => {
    expect([0, 13].map((month) => daysInMonth(2027, month))).toEqual([0, 0]);
    expect(calendarDateOf(2027, 2, 30)).toBeUndefined();
  });
});

describe('dates in barcodes', () => {
  it.each([
    ['270131', 2026, '2027-01-31', false],
    ['280200', 2026, '2028-02-29', true],
    ['271200', 2026, '2027-12-31', true],
    // 50 years ahead is this century, 51 the last; 49 behind is this century, 50 the next.
    ['760101', 2026, '2076-01-01', false],
    ['770101', 2026, '1977-01-01', false],
    ['000101', 2026, '2000-01-01', false],
    ['260101', 2076, '2126-01-01', false],
    ['270101', 2076, '2027-01-01', false],
  ])('%s in %i is %s', (digits, year, date, isMonthOnly) => {
    expect(readGs1Date(digits, year)).toEqual({ date, isMonthOnly });
  });
  it.each(['271301', '270230', '27013', '2701311', '27O131', '270001', ''])('%j is none', (digits) => {
    expect(readGs1Date(digits, 2026)).toBeUndefined();
  });
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1980-01-01'), max: new Date('2070-12-31'), noInvalidDate: true }), (day) => {
        const date = day.toISOString().slice(0, 10) as CalendarDate;
        expect(readGs1Date(writeGs1Date(date), 2026)).toEqual({ date, isMonthOnly: false });
      }),
    );
  });
});

describe('expiry', () => {
  it.each([
    ['2027-01-30', false],
    ['2027-01-31', false],
    ['2027-02-01', true],
  ])('a pack of 2027-01-31 on %s: %s', (today, expired) => {
    expect(isExpired('2027-01-31' as CalendarDate, today as CalendarDate)).toBe(expired);
  });
});
