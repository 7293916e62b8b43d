/** Drawn dates around the day of the request: every precision, zones, both sides of every boundary. */
import fc from 'fast-check';
import type { Period } from '../second-evaluator/asked';
import { spanOfPeriod } from '../second-evaluator/time-span';

/** When requests are made: a plain moment, the first and the last millisecond of days, one between two seconds. */
export const anyMoment = fc.constantFrom(
  ...['2026-11-21T09:30:00.000Z', '2026-11-21T00:00:00.000Z', '2026-11-21T23:59:59.999Z', '2026-11-22T00:00:00.000Z'],
  ...['2026-11-21T09:30:00.500Z', '2026-12-31T23:59:59.999Z', '2028-02-29T12:00:00.000Z'],
);

const BEFORE = ['2026-11-20T23:59:59.999Z', '2026-11-20', '2026-10', '2025', '2026-11-20T23:59:59Z', '2024-02'];
const AROUND = [
  ...['2026', '2026-11', '2026-11-21', '2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000Z', '2026-11-21T09:30:00.001Z'],
  ...['2026-11-21T10:30:00+01:00', '2026-11-21T23:30:00+14:00', '2026-11-20T23:59:59-00:01', '2026-11-22'],
  ...['2026-11-22T00:00:00Z', '2026-11-22T00:00:00.000Z', '2026-11-21T09:30:00.5+00:00', '2026-11-21T23:59:59Z'],
  ...['2026-11-21T09:29:59.9999999Z', '2026-11-21T09:30:00.4999+00:00'],
];
const AFTER = ['2026-12', '2026-12-31', '2027', '2028', '2028-02', '2028-02-28', '2028-02-29', '2030-01-01T00:00:00Z'];

const anyStart = fc.oneof(
  { arbitrary: fc.constantFrom(...BEFORE), weight: 5 },
  { arbitrary: fc.constantFrom(...AROUND), weight: 4 },
  { arbitrary: fc.constantFrom(...AFTER), weight: 1 },
);
const anyEnd = fc.oneof(
  { arbitrary: fc.constantFrom(...AFTER), weight: 5 },
  { arbitrary: fc.constantFrom(...AROUND), weight: 4 },
  { arbitrary: fc.constantFrom(...BEFORE), weight: 1 },
);

const isForward = (period: Period): boolean => {
  const { first, last } = spanOfPeriod(period);
  return first <= last;
};

/** A period that starts before it ends, open on at most one side. */
export const anyPeriod: fc.Arbitrary<Period> = fc
  .oneof(
    { arbitrary: fc.record({ start: anyStart, end: anyEnd }), weight: 2 },
    { arbitrary: fc.record({ end: anyEnd }), weight: 1 },
    { arbitrary: fc.record({ start: anyStart }), weight: 1 },
  )
  .filter(isForward);

const DATA_MOMENTS = [
  ...['2024-02-29T00:00:00.000Z', '2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00.000Z', '2026-10-31T23:59:59.999Z'],
  ...['2026-11-20T23:59:59.999Z', '2026-11-21T00:00:00.000Z', '2026-11-21T09:30:00.000Z', '2026-11-21T23:59:59.999Z'],
  ...['2026-11-22T00:00:00.000Z'],
];

/** When an item is from: a moment, from one to another, or, for what goes on, open on one side. */
export const anyItemPeriod: fc.Arbitrary<Period> = fc
  .record({ from: fc.constantFrom(...DATA_MOMENTS), to: fc.constantFrom(...DATA_MOMENTS), shape: fc.nat(9) })
  .map(({ from, to, shape }) => {
    const [start, end] = from <= to ? [from, to] : [to, from];
    if (shape === 8) return { start };
    if (shape === 9) return { end };
    return { start, end: shape < 4 ? start : end };
  });
