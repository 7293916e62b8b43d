import fc from 'fast-check';
import { canonicalJson, canonicalPieces } from './canonical-json';

const objects = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }));

describe('canonical JSON in pieces', () => {
  it('is the canonical text', () => {
    fc.assert(
      fc.property(objects, (value) => {
        expect([...canonicalPieces(value)].join('')).toBe(canonicalJson(value));
      }),
    );
  });

  it('leaves out a field without a value', () => {
    expect([...canonicalPieces({ b: undefined, a: undefined })].join('')).toBe('{}');
    expect([...canonicalPieces({ b: undefined, c: 1, a: undefined })].join('')).toBe('{"c":1}');
  });

  it('cuts a long list into pieces, none of them nearly the whole', () => {
    const value = { list: Array.from({ length: 100_000 }, (_, number) => `EPC ${number}`), after: [[], {}] };
    const pieces = [...canonicalPieces(value)];
    expect(pieces.join('')).toBe(canonicalJson(value));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(pieces.join('').length / 40);
  });
});
