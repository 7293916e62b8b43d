import { z } from 'zod';
import { refusalOf } from './fixtures/refusals';
import { readState, type StateShape, writeState } from './state-shape';

interface Crate {
  readonly id: string;
  readonly kilograms: number;
}

const crate: StateShape<Crate> = {
  objectType: 'crate',
  schema: z.strictObject({ id: z.string(), kilograms: z.number() }),
  keyOf: ({ id }) => [id],
  upcasts: [
    ({ name, ...rest }) => ({ ...rest, id: name }),
    ({ grams, ...rest }) => ({ ...rest, kilograms: Number(grams) / 1_000 }),
  ],
};

describe('a versioned state', () => {
  it('is written as canonical JSON with its newest version', () => {
    expect(writeState(crate, { kilograms: 2, id: 'a' })).toBe('{"id":"a","kilograms":2,"version":3}');
  });

  it.each([
    ['the newest version', '{"version":3,"id":"a","kilograms":2}'],
    ['the one before', '{"version":2,"id":"a","grams":2000}'],
    ['the first', '{"version":1,"name":"a","grams":2000}'],
  ])('is read from %s', (_, text) => {
    expect(readState(crate, text)).toEqual({ id: 'a', kilograms: 2 });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['text', '"a"'],
    ['no version', '{"id":"a","kilograms":2}'],
    ['a version to come', '{"version":4,"id":"a","kilograms":2}'],
    ['version 0', '{"version":0,"id":"a","kilograms":2}'],
    ['half a version', '{"version":1.5,"id":"a","kilograms":2}'],
    ['another shape', '{"version":3,"id":"a","secret":2}'],
  ])('is broken when it is %s, and its content is not told', (_, text) => {
    expect(refusalOf(() => readState(crate, text))).toBe('BROKEN_STATE');
    expect(() => readState(crate, text)).not.toThrow(/secret/);
  });
});
