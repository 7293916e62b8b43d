/** The names of records in the database: the same for the same thing, and nothing to anybody else. */
import { BlindNames } from './blind-names';
import { drawKey } from './keys/seal';

const key = drawKey();
const source = { system: 'ward', id: 'o1', identifiers: [{ system: 'urn:lab', value: '77' }] };

describe('a blind name', () => {
  const names = new BlindNames(key);

  it('is the same each time, under one patient’s key', () => {
    expect(new BlindNames(key).of('Observation', source)).toEqual(names.of('Observation', source));
    expect(names.of('Observation', source).own).toBe(names.inSystem('Observation', 'ward', 'o1'));
    expect(new BlindNames(drawKey()).of('Observation', source)).not.toEqual(names.of('Observation', source));
  });

  it('is another one for another type, system, value or use', () => {
    const all = [
      names.of('Observation', source).business[0],
      names.of('Condition', source).business[0],
      names.of('Observation', { ...source, identifiers: [{ system: 'urn:lab2', value: '77' }] }).business[0],
      names.of('Observation', { ...source, identifiers: [{ system: 'urn:lab', value: '78' }] }).business[0],
      names.of('Observation', { ...source, identifiers: [{ system: 'urn:la', value: 'b77' }] }).business[0],
      names.inSystem('Observation', 'urn:lab', '77'),
      names.system('ward'),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((name) => /^[0-9a-f]{64}$/.test(name ?? ''))).toBe(true);
  });

  it('is none in a system that gave no id', () => {
    expect(names.of('Observation', { system: 'ward', identifiers: [] })).toEqual({ own: undefined, business: [] });
  });
});
