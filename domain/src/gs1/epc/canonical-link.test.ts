/** Every GS1 key that an event may name has one canonical link. */
import fc from 'fast-check';
import { digits, text20 } from '../fixtures/arbitraries';
import { canonicalLink, linkWriter } from '.';

describe('an EPC URN becomes a link', () => {
  it.each([
    ['urn:epc:id:sgtin:9521321.012345.A%2FB', '/01/09521321123458/21/A%2FB'],
    ['urn:epc:id:sgtin:9521321.012345.A(1):2', '/01/09521321123458/21/A%281%29%3A2'],
    ['urn:epc:id:upui:9521321.012345.X1', '/01/09521321123458/235/X1'],
    ['urn:epc:id:itip:9521321.012345.01.02.S', '/8006/095213211234580102/21/S'],
    ['urn:epc:id:sscc:9521321.0000000001', '/00/095213210000000018'],
    ['urn:epc:id:sgln:9521321.00001.0', '/414/9521321000018'],
    ['urn:epc:id:sgln:952132100001..L1', '/414/9521321000018/254/L1'],
    ['urn:epc:id:pgln:9521321.00001', '/417/9521321000018'],
    ['urn:epc:id:grai:9521321.12345.400', '/8003/09521321123458400'],
    ['urn:epc:id:giai:9521321.12345400', '/8004/952132112345400'],
    ['urn:epc:id:gsrn:9521321.1234567890', '/8018/952132112345678902'],
    ['urn:epc:id:gsrnp:9521321.1234567890', '/8017/952132112345678902'],
    ['urn:epc:id:gdti:9521321.12345.400', '/253/9521321123458400'],
    ['urn:epc:id:sgcn:9521321.12345.400', '/255/9521321123458400'],
    ['urn:epc:id:ginc:9521321.X-1', '/401/9521321X-1'],
    ['urn:epc:id:gsin:9521321.123456789', '/402/95213211234567896'],
    ['urn:epc:id:cpi:9521321.A%23B-1.77', '/8010/9521321A%23B-1/8011/77'],
    ['urn:epc:class:lgtin:9521321.012345.L.7', '/01/09521321123458/10/L.7'],
    ['urn:epc:idpat:sgtin:9521321.012345.*', '/01/09521321123458'],
    ['urn:epc:idpat:upui:9521321.012345.*', '/01/09521321123458'],
    ['urn:epc:idpat:itip:9521321.012345.01.02.*', '/8006/095213211234580102'],
    ['urn:epc:idpat:grai:9521321.12345.*', '/8003/09521321123458'],
    ['urn:epc:idpat:gdti:9521321.12345.*', '/253/9521321123458'],
    ['urn:epc:idpat:sgcn:9521321.12345.*', '/255/9521321123458'],
    ['urn:epc:idpat:cpi:9521321.PQ7.*', '/8010/9521321PQ7'],
  ])('%s', (urn, path) => {
    expect(canonicalLink(urn)).toBe(`https://id.gs1.org${path}`);
  });

  it.each([
    'urn:epc:id:sgtin:9521321.12345.A',
    'urn:epc:id:sgtin:952132.012345.A',
    'urn:epc:id:sgtin:9521321.012345.A/B',
    'urn:epc:id:sgtin:9521321.012345.',
    'urn:epc:id:sgtin:9521321.012345.123456789012345678901',
    'urn:epc:id:sscc:9521321.000000001',
    'urn:epc:id:grai:9521321.1234.1',
    `urn:epc:id:giai:9521321.${'A'.repeat(24)}`,
    'urn:epc:id:toString:1.2',
    'urn:epc:id:usdod:CAGEY.1',
    'urn:uuid:9521321.012345',
  ])('unless it is none: %s', (urn) => {
    expect(canonicalLink(urn)).toBeUndefined();
  });
});

describe('a Digital Link', () => {
  it.each([
    ['https://id.gs1.org/01/09521321123458/21/A', '/01/09521321123458/21/A'],
    ['http://own.example/shop/01/09521321123458/10/L/21/A?17=281231&x=https://y/01/1', '/01/09521321123458/21/A'],
    ['https://own.example/gtin/9521321123458/lot/L', '/01/09521321123458/10/L'],
    ['https://own.example/01/09521321123458/22/V/10/L/21/S/', '/01/09521321123458/21/S'],
    ['https://own.example/01/09521321123458/22/V', '/01/09521321123458'],
    ['https://own.example/414/9521321000010/254/L%2F1', '/414/9521321000010/254/L%2F1'],
    ['https://own.example/sscc/095213210000000017', '/00/095213210000000017'],
  ])('%s holds the finest key alone', (link, path) => {
    expect(canonicalLink(link)).toBe(`https://id.gs1.org${path}`);
  });

  it.each([
    'https://own.example/01/09521321123458/21/A#here',
    'https://own.example/01/0952132112345X',
    'https://own.example/00/095213210000000017/21/A',
    'https://own.example/01/09521321123458/21',
    'https://own.example/orders/77',
    'ftp://own.example/01/09521321123458',
    'https://',
  ])('is not this: %s', (link) => {
    expect(canonicalLink(link)).toBeUndefined();
  });
});

it('many in a row become what each of them would alone', () => {
  const heads = [
    'urn:epc:id:sgtin:9521321.012345.',
    'urn:epc:id:sgtin:9521321.01234.',
    'https://id.gs1.org/01/09521321123458/21/',
    'https://a.example/01/09521321123458/10/L/21/',
    'https://a.example/01/09521321123458/21/1?x=/',
    'urn:epc:id:sscc:9521321.',
  ];
  const tails = fc.oneof(
    text20,
    digits(10),
    fc.constantFrom('', '1', 'A%2FB', 'A?17=270131', 'A#b', 'A/', 'A.B', 'A:B'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...heads), tails), { maxLength: 20 }), (parts) => {
      const write = linkWriter();
      for (const [head, tail] of parts) expect(write(head + tail)).toBe(canonicalLink(head + tail) ?? head + tail);
    }),
    { numRuns: 500 },
  );
});
