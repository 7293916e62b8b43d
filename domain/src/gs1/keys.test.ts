/** GS1 keys: forms, check digits, prefixes. */
import fc from 'fast-check';
import {
  anyGtinSchema,
  type CompanyPrefix,
  checkDigit,
  companyPrefixSchema,
  glnSchema,
  type Gln,
  gtinSchema,
  type Gtin,
  hasCheckDigit,
  isCharset82,
  isGlnUnder,
  isGtinUnder,
  isSsccUnder,
  lotNumberSchema,
  prefixesOverlap,
  serialSchema,
  ssccSchema,
  type Sscc,
} from '.';
import { CHARSET_82, digits } from './fixtures/arbitraries';

describe('check digits', () => {
  it.each(['80614141123458', '106141412345678908', '0614141000012', '00012345600012'])(
    '%s has its check digit',
    (key) => {
      expect(hasCheckDigit(key)).toBe(true);
    },
  );

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits(13), fc.nat(13), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const key = body + checkDigit(body);
        const wrong = key.slice(0, at) + String((Number(key[at]) + by) % 10) + key.slice(at + 1);
        return hasCheckDigit(key) && !hasCheckDigit(wrong);
      }),
    );
  });

  it.each(['', '5', '12a4', '１２３４'])('%j is no key', (text) => {
    expect(hasCheckDigit(text)).toBe(false);
  });
});

describe('GTIN', () => {
  it.each([
    ['40123455', '00000040123455'],
    ['012345600012', '00012345600012'],
    ['9521321012349', '09521321012349'],
    ['80614141123458', '80614141123458'],
  ])('%s is read as %s', (text, gtin) => {
    expect(anyGtinSchema.parse(text)).toBe(gtin);
  });

  it.each([
    ['8061414112345', 'has a wrong check digit'],
    ['8061414112', 'must have 8, 12, 13 or 14 digits'],
    ['００００００００', 'must have 8, 12, 13 or 14 digits'],
    ['00000000', 'must not be all zeros'],
    ['80614141123458\n', 'must have 8, 12, 13 or 14 digits'],
  ])('%j: %s', (text, rule) => {
    expect(anyGtinSchema.safeParse(text).error?.issues[0]?.message).toBe(rule);
  });

  it('is stored in 14 digits only', () => {
    expect(gtinSchema.safeParse('95213210').success).toBe(false);
  });
});

describe('SSCC and GLN', () => {
  it('keep their lengths and check digits', () => {
    expect(ssccSchema.safeParse('106141412345678908').success).toBe(true);
    expect(ssccSchema.safeParse('106141412345678907').success).toBe(false);
    expect(ssccSchema.safeParse('10614141234567890').success).toBe(false);
    expect(glnSchema.safeParse('0614141000012').success).toBe(true);
    expect(glnSchema.safeParse('0614141000013').success).toBe(false);
    expect(glnSchema.safeParse('06141410000050').success).toBe(false);
  });
});

describe('character set 82', () => {
  it('is these 82 characters and no other', () => {
    const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));
    expect(all.filter(isCharset82).join('')).toBe(CHARSET_82);
  });

  it('refuses the empty text and every text with a foreign character', () => {
    expect(isCharset82('')).toBe(false);
    expect(['A B', 'A\u001dB', 'А1', 'A\u200b', 'A\n', '\u{1d7d8}'].some(isCharset82)).toBe(false);
  });

  it.each([serialSchema, lotNumberSchema])('lots and serials have 1 to 20 of them', (schema) => {
    expect(schema.safeParse('a'.repeat(20)).success).toBe(true);
    expect(schema.safeParse('a'.repeat(21)).success).toBe(false);
    expect(schema.safeParse('').success).toBe(false);
    expect(schema.safeParse('ü').success).toBe(false);
  });
});

describe('company prefixes', () => {
  it.each(['952132', '9521321', '061414112345'])('%s is one', (text) => {
    expect(companyPrefixSchema.safeParse(text).success).toBe(true);
  });
  it.each(['95213', '9521321012345', '95213a', '0000012'])('%s is none', (text) => {
    expect(companyPrefixSchema.safeParse(text).success).toBe(false);
  });

  it('overlap when one begins with the other', () => {
    expect(prefixesOverlap('952132' as CompanyPrefix, '9521321' as CompanyPrefix)).toBe(true);
    expect(prefixesOverlap('9521321' as CompanyPrefix, '952132' as CompanyPrefix)).toBe(true);
    expect(prefixesOverlap('9521321' as CompanyPrefix, '9521322' as CompanyPrefix)).toBe(false);
  });

  it('open the keys that were issued under them', () => {
    const prefix = '0614141' as CompanyPrefix;
    expect(isGtinUnder(prefix, '80614141123458' as Gtin)).toBe(true);
    expect(isGtinUnder(prefix, '09521321012341' as Gtin)).toBe(false);
    expect(isGtinUnder('000000' as CompanyPrefix, '00000095200002' as Gtin)).toBe(false);
    expect(isSsccUnder(prefix, '106141412345678908' as Sscc)).toBe(true);
    expect(isGlnUnder(prefix, '0614141000005' as Gln)).toBe(true);
  });
});
