/** What is kept is the latest; what makes room is told of. */
import { LatestKept } from './latest-kept';

it('keeps as much as it may, and lets go of what was set longest ago', () => {
  const kept = new LatestKept<number>(2);
  expect([kept.set('a', 1), kept.set('b', 2), kept.set('a', 3)]).toEqual([undefined, undefined, undefined]);
  expect(kept.set('c', 4)).toBe(2);
  expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.size]).toEqual([3, undefined, 4, 2]);
  kept.delete('a');
  expect(kept.set('d', 5)).toBeUndefined();
});
