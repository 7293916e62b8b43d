/** EPC URNs and Digital Links are two spellings of the same keys. */
import fc from 'fast-check';
import { checkDigit } from '../check-digit';
import type { CompanyPrefix } from '../company-prefix';
import { epcReader, type EpcKey, readEpc, writeEpcLink, writeEpcUrn } from '.';
import { digits, text20 } from '../fixtures/arbitraries';

function key(uri: string): EpcKey {
  const result = readEpc(uri);
  if (!result.ok) throw new Error(result.rule);
  return result.key;
}

const PREFIX = '0614141' as CompanyPrefix;

describe('the vectors', () => {
  it.each([
    ['urn:epc:id:sgtin:0614141.812345.6789', 'https://id.gs1.org/01/80614141123458/21/6789'],
    ['urn:epc:id:sscc:0614141.1234567890', 'https://id.gs1.org/00/106141412345678908'],
    ['urn:epc:id:sgln:0614141.12345.400', 'https://id.gs1.org/414/0614141123452/254/400'],
    ['urn:epc:id:sgln:0614141.12345.0', 'https://id.gs1.org/414/0614141123452'],
    ['urn:epc:id:pgln:0614141.12345', 'https://id.gs1.org/417/0614141123452'],
    ['urn:epc:class:lgtin:0614141.812345.998877', 'https://id.gs1.org/01/80614141123458/10/998877'],
    ['urn:epc:idpat:sgtin:0614141.812345.*', 'https://id.gs1.org/01/80614141123458'],
    [
      'urn:epc:id:sgtin:0614141.812345.A%2FB%25%22%26%3C%3E%3F.1',
      'https://id.gs1.org/01/80614141123458/21/A%2FB%25%22%26%3C%3E%3F.1',
    ],
  ])('%s is %s', (urn, link) => {
    expect(writeEpcLink(key(urn))).toBe(link);
    expect(writeEpcUrn(key(link), PREFIX)).toBe(urn);
  });

  it('a link of any domain is read', () => {
    expect(key('https://maker.example/x/01/80614141123458/21/1')).toEqual(key('urn:epc:id:sgtin:0614141.812345.1'));
  });
});

describe('round trips', () => {
  it('GTIN and serial through URN and link, for every length of prefix', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 12 }),
        digits(12).map((body) => `1${body.slice(1)}`),
        digits(1),
        text20,
        (length, body, indicator, serial) => {
          const unchecked = indicator + body;
          const gtin = unchecked + checkDigit(unchecked);
          const sgtin = { kind: 'sgtin', gtin, serial } as EpcKey;
          const prefix = body.slice(0, length) as CompanyPrefix;
          expect(key(writeEpcUrn(sgtin, prefix))).toEqual(sgtin);
          expect(key(writeEpcLink(sgtin))).toEqual(sgtin);
        },
      ),
    );
  });

  it('never throw at reading, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.constantFrom('', 'urn:epc:', 'urn:epc:id:sgtin:', 'urn:epc:id:sscc:', 'https://a/01/'),
          fc.string(),
        ),
        ([head, tail]) => typeof readEpc(head + tail).ok === 'boolean',
      ),
      { numRuns: 500 },
    );
  });
});

describe('reading many in a row', () => {
  const heads = [
    'urn:epc:id:sgtin:0614141.812345.',
    'urn:epc:id:sgtin:0614141.81234.',
    'https://id.gs1.org/01/80614141123458/21/',
    'https://a.example/01/80614141123458/10/L/21/',
    'urn:epc:id:sscc:0614141.',
    'urn:epc:class:lgtin:0614141.812345.',
  ];
  const tails = fc.oneof(
    text20,
    digits(10),
    fc.constantFrom('', 'A%2FB', 'A?17=270131', 'A#b', 'A/', 'A.B', 'A/22/B', 'Z'.repeat(21)),
  );

  it('says the same as reading one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...heads), tails), { maxLength: 20 }), (parts) => {
        const read = epcReader();
        for (const [head, tail] of parts) expect(read(head + tail)).toEqual(readEpc(head + tail));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a refused EPC names its rule', () => {
  it.each([
    ['urn:epc:id:sgtin:0614141.812345', 'must have 3 parts with full stops between them'],
    ['urn:epc:id:sgtin:0614141.812345.', 'must have 3 parts with full stops between them'],
    ['urn:epc:id:sgtin:0614141.81234.1', 'must have 13 digits for its key'],
    ['urn:epc:id:sgtin:06141.81234500.1', 'must have a company prefix of 6 to 12 digits'],
    ['urn:epc:id:sgtin:061414a.812345.1', 'must have a company prefix of 6 to 12 digits'],
    ['urn:epc:id:sgtin:000000.0000000.1', 'the GTIN must not be all zeros'],
    ['urn:epc:id:sgtin:0614141.812345.123456789012345678901', 'the serial must have at most 20 characters'],
    ['urn:epc:id:sgtin:0614141.812345.A B', 'the serial has a character that GS1 does not allow'],
    ['urn:epc:id:sgtin:0614141.812345.A/B', 'has a character that a URN writes as a percent code'],
    ['urn:epc:id:sgtin:0614141.812345.A%ZZ', 'has a broken percent encoding'],
    ['urn:epc:id:sscc:0614141.123456789', 'must have 17 digits for its key'],
    ['urn:epc:id:sgln:0614141.1234.0', 'must have 12 digits for its GLN'],
    ['urn:epc:idpat:sgtin:0614141.812345.1', 'must name every serial with *'],
    ['urn:epc:nothing', 'must be an EPC URN such as urn:epc:id:sgtin:…'],
    ['https://id.gs1.org/01/80614141123457/21/1', 'the GTIN has a wrong check digit'],
    ['https://id.gs1.org/01/80614141123458/21/%ff', 'has a broken percent encoding'],
  ])('%s: %s', (uri, rule) => {
    expect(readEpc(uri)).toEqual({ ok: false, rule, isOtherKind: false });
  });

  it.each([
    'urn:epc:id:giai:0614141.12345400',
    'https://id.gs1.org/8004/061414112345400',
    'urn:uuid:1',
    'https://a.example/b',
  ])('%s is of another kind', (uri) => {
    expect(readEpc(uri)).toMatchObject({ ok: false, isOtherKind: true });
  });

  it('no URN under a prefix that is not the key’s, nor for a GTIN-8', () => {
    expect(() => writeEpcUrn(key('urn:epc:id:sgtin:0614141.812345.1'), '9521321' as CompanyPrefix)).toThrow(
      'was not issued under this company prefix',
    );
    expect(() => writeEpcUrn(key('https://id.gs1.org/01/00000095200002/21/1'), '9521321' as CompanyPrefix)).toThrow(
      'GTIN-8',
    );
  });
});
