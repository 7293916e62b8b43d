import fc from 'fast-check';
import { instantOf, instantSchema } from '../../ledger';
import { spanOf } from './fhir-time';
import { isForward, liesInside, overlap, periodSchema } from './period.schema';

describe('a FHIR time covers', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
    ['2026-02-28', '2026-02-28T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
    ['9999-12-31', '9999-12-31T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
    ['0044-03-15', '0044-03-15T00:00:00.000Z', '0044-03-15T23:59:59.999Z'],
    ['2026-05-01T10:00:00Z', '2026-05-01T10:00:00.000Z', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T10:00:00.5+01:00', '2026-05-01T09:00:00.500Z', '2026-05-01T09:00:00.500Z'],
    ['2026-05-01T10:00:00.9999-14:00', '2026-05-02T00:00:00.999Z', '2026-05-02T00:00:00.999Z'],
  ])('%s', (text, start, end) => {
    expect(spanOf(text)).toEqual({ start, end });
  });

  it.each([
    ...['', 'yesterday', '26', '0000', '2026-13', '2026-02-29', '2026-1-1', '2026-05-01T10:00Z', '2026-05-01T10:00:00'],
    ...['2026-05-01T24:00:00Z', '2026-05-01T10:00:60Z', '2026-05-01T10:00:00+14:01', '9999-12-31T23:59:59-01:00'],
  ])('nothing when it is %j', (text) => {
    expect(spanOf(text)).toBeUndefined();
  });

  it('any moment, whatever its zone', () => {
    const zone = fc.constantFrom('Z', '+05:30', '-11:00', '+14:00');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), zone, (at, text) => {
        const [, sign, hours, minutes] = /^([+-])(\d+):(\d+)$/.exec(text) ?? ['', '+', '0', '0'];
        const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
        const written = instantOf(at + offset).replace('Z', text);
        expect(spanOf(written)?.start).toBe(instantOf(at));
      }),
    );
  });
});

describe('periods', () => {
  const at = (day: number) => instantSchema.parse(`2026-05-0${day}T00:00:00.000Z`);
  const first = { start: at(1), end: at(2) };

  it('share their bounds', () => {
    expect(overlap(first, { start: at(2), end: at(3) })).toBe(true);
    expect(overlap({ start: at(2) }, { end: at(2) })).toBe(true);
    expect(overlap(first, { start: at(3) })).toBe(false);
    expect(liesInside(first, first)).toBe(true);
    expect(liesInside({}, { start: at(1) })).toBe(false);
  });

  it('run forward, and have a bound', () => {
    expect(isForward({ start: at(1), end: at(1) })).toBe(true);
    expect([{}, first, { start: at(2), end: at(1) }].map((one) => periodSchema.safeParse(one).success)).toEqual([
      ...[false, true, false],
    ]);
  });
});
