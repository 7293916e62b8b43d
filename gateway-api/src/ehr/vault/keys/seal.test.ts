/** Sealed texts open in their own place, unaltered, and nowhere else. */
import fc from 'fast-check';
import { drawKey, seal, SealBroken, type SealPlace, unseal } from './seal';

const key = drawKey();
const place: SealPlace = { use: 'body', patient: 'ab', record: 'r1', version: 1 };
const plain = Buffer.from('{"resourceType":"Observation"}');

describe('a sealed text', () => {
  it('opens where it belongs', () => {
    expect(Buffer.from(unseal(key, place, seal(key, place, plain)))).toEqual(plain);
    expect(unseal(key, place, seal(key, place, new Uint8Array()))).toHaveLength(0);
  });

  it.each<[string, SealPlace]>([
    ['another record', { ...place, record: 'r2' }],
    ['another version', { ...place, version: 2 }],
    ['another patient', { ...place, patient: 'ac' }],
    ['another use', { ...place, use: 'item' }],
    ['a place that says more', { ...place, organisation: 'hospital' }],
  ])('does not open as one of %s', (_, other) => {
    expect(() => unseal(key, other, seal(key, place, plain))).toThrow(SealBroken);
  });

  it('does not open under another key, cut short, or with any byte altered', () => {
    const sealed = seal(key, place, plain);
    expect(() => unseal(drawKey(), place, sealed)).toThrow(SealBroken);
    expect(() => unseal(key, place, sealed.subarray(0, 27))).toThrow(SealBroken);
    expect(() => unseal(key, place, sealed.subarray(0, -1))).toThrow(SealBroken);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Uint8Array.from(sealed);
        altered[at] = altered[at]! ^ change;
        expect(() => unseal(key, place, altered)).toThrow(SealBroken);
      }),
    );
  });

  it('is another one each time, and shows nothing of what it holds', () => {
    const [one, other] = [seal(key, place, plain), seal(key, place, plain)].map((sealed) => Buffer.from(sealed));
    expect(one!.equals(other!)).toBe(false);
    expect(one!.includes('Observation')).toBe(false);
  });
});
