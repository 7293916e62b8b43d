import { figure, type Goal } from './figure';

const measured = (value: number, reference: number | null, goal: Goal) =>
  figure({ name: 'verify p50', unit: 'ms', value, reference, goal });

test.each([
  ['a value at its bound', 200, null, { of: 'value', atMost: 200 }, true],
  ['a value above it', 200.4, null, { of: 'value', atMost: 200 }, false],
  ['a value below its least', 299, 900, { of: 'value', atLeast: 300 }, false],
  ['a ratio at its bound', 8, 4, { of: 'ratio', atMost: 2 }, true],
  ['a ratio above it', 8.1, 4, { of: 'ratio', atMost: 2 }, false],
  ['a ratio that is large enough', 50, 1, { of: 'ratio', atLeast: 50 }, true],
] as const)('%s is met: %#', (_, value, reference, goal, met) => {
  expect(measured(value, reference, goal).met).toBe(met);
});

test('a figure says its goal in words, and no more digits than it knows', () => {
  expect(measured(12.3456, 4.5678, { of: 'ratio', atMost: 2 })).toEqual({
    ...{ name: 'verify p50', unit: 'ms', value: 12.3, reference: 4.57, ratio: 2.7 },
    ...{ goal: 'at most 2 times the reference', met: false },
  });
});

test('a ratio without a reference is a mistake', () => {
  expect(() => measured(1, null, { of: 'ratio', atMost: 2 })).toThrow('no reference');
});
