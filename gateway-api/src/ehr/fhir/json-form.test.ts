/** What is empty or too deep is named before anything looks at what a resource says. */
import { elementPath, formFaults } from './json-form';

const nested = (levels: number): object =>
  Array.from({ length: levels }).reduce<object>((inner) => ({ inner }), { end: 1 });

describe('the form of a resource', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing where all is filled', { a: 'x', b: [0, false], c: { d: null } }, []],
    ['an empty text', { a: { b: '' } }, ['P.a.b']],
    ['an empty list', { a: [] }, ['P.a']],
    ['an empty object in a list', { a: [{ b: 1 }, {}] }, ['P.a[1]']],
    ['an element whose name is no name', { 'a b': '' }, ['P.(unknown)']],
  ])('shows %s', (_, value, fields) => {
    expect(formFaults('P', value).map(({ field }) => field)).toEqual(fields);
  });

  it('may have forty levels and no more', () => {
    expect(formFaults('P', nested(39))).toEqual([]);
    expect(formFaults('P', nested(42))).toEqual([{ field: 'P', rule: 'must not have more than 40 levels' }]);
  });

  it('names elements as FHIRPath does', () => {
    expect(elementPath('Patient', '_birthDate')).toBe('Patient._birthDate');
    expect(elementPath('Patient', 'x'.repeat(41))).toBe('Patient.(unknown)');
  });
});
