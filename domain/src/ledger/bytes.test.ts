import fc from 'fast-check';
import { compareBytes, concatBytes, fromHex, hexSchema, toHex } from './bytes';

describe('bytes', () => {
  it('come back from hex as they went', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  it('compare as Node compares them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (one, other) => {
        expect(Math.sign(compareBytes(one, other))).toBe(Buffer.compare(one, other));
      }),
    );
  });

  it('stand one after the other', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
  });

  it.each([
    ['0a1b', true],
    ['0A1B', false],
    ['0a1', false],
    ['0a1b2c', false],
    ['0a1b\n', false],
    ['xx1b', false],
  ])('%j is two bytes in hex: %s', (text, isHex) => {
    expect(hexSchema(2).safeParse(text).success).toBe(isHex);
  });
});
