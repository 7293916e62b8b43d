import { countrySchema } from './country';
import { plainTextSchema } from './plain-text';

describe('plain text', () => {
  it.each(['Paracetamol 500 mg', 'Läkerol', '100 µg/mL', '阿司匹林', 'x'])('takes %j', (text) => {
    expect(plainTextSchema(20).safeParse(text).success).toBe(true);
  });

  it.each([
    ['nothing', '', 'must not be empty'],
    ['too much', 'x'.repeat(21), 'must have at most 20 characters'],
    ['space at its end', 'x ', 'must not begin or end with space'],
    ['a line break', 'a\nb', 'must not hold control or invisible characters'],
    ['a zero-width space', 'a\u200bb', 'must not hold control or invisible characters'],
    ['a direction override', 'a\u202eb', 'must not hold control or invisible characters'],
    ['half a character', 'a\ud800b', 'must not hold control or invisible characters'],
    ['a decomposed letter', 'La\u0308kerol', 'must be in Unicode’s composed form (NFC)'],
  ])('refuses %s', (_, text, rule) => {
    const result = plainTextSchema(20).safeParse(text);
    expect(result.error?.issues.map((issue) => issue.message)).toContain(rule);
  });

  it.each([
    ['SE', true],
    ['se', false],
    ['SWE', false],
  ])('%s is a country: %s', (code, is) => {
    expect(countrySchema.safeParse(code).success).toBe(is);
  });
});
