/** A pack's code as written is read again as the same pack. */
import fc from 'fast-check';
import { gtins, text20 } from '../fixtures/arbitraries';
import { GS, IN_2026, scanned } from '../fixtures/scans';
import { calendarDateSchema } from '../calendar-date';
import { fitsPackCode, labelledPackSchema, packElementString, packLines } from './write-pack-code';

const days = fc.date({ min: new Date('1977-01-01'), max: new Date('2076-12-31'), noInvalidDate: true });
const packs = fc
  .record({ gtin: gtins, lot: text20, serial: text20, expiry: days.map((day) => day.toISOString().slice(0, 10)) })
  .map((pack) => labelledPackSchema.parse(pack));

it('every pack is read as it was written', () => {
  fc.assert(
    fc.property(packs, (pack) => {
      const { gtin, lot, serial, expiry } = scanned(packElementString(pack));
      expect({ gtin, lot, serial, expiry: expiry?.date }).toEqual(pack);
      expect(fitsPackCode(pack.expiry, IN_2026.currentYear)).toBe(true);
    }),
  );
});

it('the lot alone is ended by a separator, and people read a field a line', () => {
  const fields = { gtin: '09521104012344', lot: 'A(21)', serial: '007', expiry: '2028-06-30' };
  const pack = labelledPackSchema.parse(fields);
  expect(packElementString(pack)).toBe(`01095211040123441728063010A(21)${GS}21007`);
  expect(packLines(pack)).toEqual(['(01) 09521104012344', '(17) 280630', '(10) A(21)', '(21) 007']);
});

it.each([
  ['1976-12-31', false],
  ['1977-01-01', true],
  ['2076-12-31', true],
  ['2077-01-01', false],
])('in 2026 two digits of a year mean %s: %p', (expiry, fits) => {
  expect(fitsPackCode(calendarDateSchema.parse(expiry), 2026)).toBe(fits);
});
