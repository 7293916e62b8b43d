/** When reads are fresh: what the own peer has, against what enough members had a while ago. */
import { type Freshness, judgeFreshness, membersHeight, remember, type Sighting } from './freshness.rules';

const STALE_AFTER = 5_000;
const ABSURD = 2 ** 53;

describe('the height that the members have reached', () => {
  it.each<[string, number[], number | undefined]>([
    ['nobody is seen', [], undefined],
    ['one member is seen', [7], 7],
    ['two: both have the lower', [7, 9], 7],
    ['four: two have the second highest', [4, 9, 7, 8], 8],
    ['one of two announces an absurd height', [7, ABSURD], 7],
    ['one of four announces an absurd height', [7, ABSURD, 8, 8], 8],
    ['one of four announces none', [8, 0, 8, 7], 8],
  ])('%s', (_, others, height) => {
    expect(membersHeight({ own: 1, others })).toBe(height);
  });
});

/** Each sighting: the second, the own height, the others'. */
type Look = readonly [second: number, own: number, ...others: number[]];

/** The looks as a watch would have remembered them. */
function seen(looks: readonly Look[]): readonly Sighting[] {
  return looks.reduce<readonly Sighting[]>(
    (past, [second, own, ...others]) => remember(past, { at: second * 1_000, own, others }, STALE_AFTER),
    [],
  );
}

/** A look a second, in which nothing changes. */
const every = (from: number, to: number, own: number, ...others: number[]): Look[] =>
  Array.from({ length: to - from + 1 }, (_, index): Look => [from + index, own, ...others]);

describe('a read at a second', () => {
  it.each<[string, Look[], number, Freshness]>([
    ['before the first look', [], 0, 'unanswered'],
    ['at equal heights', [[0, 9, 9, 9]], 0, 'fresh'],
    ['ahead of the others', [[0, 9, 7, 8]], 0, 'fresh'],
    ['behind from the first look on', [[0, 7, 9, 9]], 0, 'lagging'],
    ['four seconds behind', [...every(0, 3, 9, 9, 9), ...every(4, 8, 9, 10, 10)], 8, 'fresh'],
    ['five seconds behind', [...every(0, 3, 9, 9, 9), ...every(4, 9, 9, 10, 10)], 9, 'lagging'],
    [
      'caught up with what they had',
      [...every(0, 9, 9, 9, 9), ...every(10, 14, 9, 20, 20), [15, 20, 30, 30]],
      15,
      'fresh',
    ],
    [
      'always a block behind, never the same',
      Array.from({ length: 20 }, (_, at): Look => [at, at, at + 1, at + 1]),
      19,
      'fresh',
    ],
    ['while one member announces an absurd height', every(0, 9, 9, 9, ABSURD, 9, 9), 9, 'fresh'],
    ['behind, while one member announces an absurd height', every(0, 9, 8, 9, ABSURD, 9), 9, 'lagging'],
    ['with one other member in sight', every(0, 9, 9, 9), 9, 'fresh'],
    ['with nobody in sight any more', [...every(0, 8, 9, 9, 9), [9, 9]], 9, 'alone'],
    ['with all in sight again, at their height', [...every(0, 8, 9, 9, 9), [9, 9], [10, 9, 9, 9]], 10, 'fresh'],
    ['with all in sight again, and blocks to fetch', [...every(0, 8, 9, 9, 9), [9, 9], [10, 9, 20, 20]], 10, 'lagging'],
    ['five seconds after the last look', every(0, 4, 9, 9, 9), 9, 'fresh'],
    ['six seconds after the last look', every(0, 4, 9, 9, 9), 10, 'unanswered'],
    ['after a gap, with blocks to fetch', [...every(0, 4, 9, 9, 9), [60, 9, 20, 20]], 60, 'lagging'],
  ])('%s', (_, looks, second, freshness) => {
    expect(judgeFreshness(seen(looks), second * 1_000, STALE_AFTER)).toBe(freshness);
  });

  it('needs few sightings, however long the watch', () => {
    expect(seen(every(0, 600, 9, 9, 9)).length).toBeLessThanOrEqual(7);
  });
});
