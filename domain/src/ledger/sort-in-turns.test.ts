/** Sorting in turns gives what sorting at once gives. */
import fc from 'fast-check';
import { compareCodePoints, inOneGo, sortInTurns } from '.';

it('long lists are sorted as at once, with pauses', () => {
  for (const length of [0, 1, 4_096, 4_097, 50_000]) {
    const texts = Array.from({ length }, (_, index) => `S${(index * 7919) % 20_011}`);
    expect(inOneGo(sortInTurns(texts))).toEqual([...texts].sort());
  }
});

it('code points are ordered as the bytes of UTF-8', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\u{ffee}', '\u{e000}', '\u{1f48a}', '\u{10000}') });
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(Math.sign(compareCodePoints(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
    }),
  );
});
