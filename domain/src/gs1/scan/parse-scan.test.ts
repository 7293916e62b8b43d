/** Scans as scanners, people and web addresses write them, and what is wrong with those that are refused. */
import fc from 'fast-check';
import { writeEpcLink, readEpc } from '../epc';
import { missingForPack, parseScan } from '.';
import { gtins, text20 } from '../fixtures/arbitraries';
import { fault, GS, GTIN, IN_2026, scanned } from '../fixtures/scans';

const PACK = {
  gtin: GTIN,
  lot: 'LOT-7',
  serial: 'S3R1AL',
  expiry: { date: '2027-01-31', isMonthOnly: false },
};

describe('a pack is read from', () => {
  it.each([
    ['a DataMatrix with prefix', `]d201${GTIN}1727013110LOT-7${GS}21S3R1AL`],
    ['the same without prefix', `01${GTIN}1727013110LOT-7${GS}21S3R1AL`],
    ['GS1-128', `]C101${GTIN}10LOT-7${GS}1727013121S3R1AL`],
    ['a GS1 QR code', `]Q301${GTIN}21S3R1AL${GS}10LOT-7${GS}17270131`],
    ['a leading FNC1', `${GS}01${GTIN}1727013110LOT-7${GS}21S3R1AL`],
    ['separators after fixed lengths and at the end', `01${GTIN}${GS}17270131${GS}10LOT-7${GS}21S3R1AL${GS}`],
    ['a carriage return', `01${GTIN}1727013110LOT-7${GS}21S3R1AL\r\n`],
    ['a picture of the separator', `01${GTIN}1727013110LOT-7\u241d21S3R1AL`],
    ['a written separator', `01${GTIN}1727013110LOT-7{GS}21S3R1AL`],
    ['bracketed text', `(01)${GTIN}(17)270131(10)LOT-7(21)S3R1AL`],
    ['bracketed text with spaces', `(01) ${GTIN} (17) 270131 (10) LOT-7 (21) S3R1AL`],
    ['a Digital Link', `https://id.gs1.org/01/${GTIN}/10/LOT-7/21/S3R1AL?17=270131`],
    [
      'a Digital Link of any domain',
      `HTTP://Maker.Example:8080/a/b/01/${GTIN}/10/LOT-7/21/S3R1AL?linkType=x&17=270131#top`,
    ],
    ['a Digital Link in a QR code', `]Q1https://maker.example/01/${GTIN}/10/LOT%2D7/21/S3R1AL/?17=270131;x`],
    ['a Digital Link with a consumer variant', `https://id.gs1.org/01/${GTIN}/22/2A/10/LOT-7/21/S3R1AL?17=270131`],
    ['a short GTIN in a Digital Link', `https://id.gs1.org/01/${GTIN.slice(1)}/10/LOT-7/21/S3R1AL?17=270131`],
  ])('%s', (_, text) => {
    expect(scanned(text)).toMatchObject(PACK);
    expect(missingForPack(scanned(text))).toEqual([]);
  });
});

describe('other fields', () => {
  it('are typed or kept', () => {
    const scan = scanned(
      `0010614141234567890811251231414061414100001271001234562${GS}240REF${GS}31030012508008261231120000`,
    );
    expect(scan).toMatchObject({
      sscc: '106141412345678908',
      gln: '0614141000012',
      production: { date: '2025-12-31', isMonthOnly: false },
      nationalNumbers: [{ scheme: 'PZN', number: '01234562' }],
      others: [
        { identifier: '240', value: 'REF' },
        { identifier: '3103', value: '001250' },
        { identifier: '8008', value: '261231120000' },
      ],
    });
    expect(missingForPack(scan)).toEqual(['01', '21', '10', '17']);
  });

  it('of the vectors are read', () => {
    expect(scanned('(01)80614141123458(21)6789')).toMatchObject({ gtin: '80614141123458', serial: '6789' });
    expect(scanned('(8004)061414112345400').others).toEqual([{ identifier: '8004', value: '061414112345400' }]);
    expect(scanned('(8003)00614141123452400').others).toEqual([{ identifier: '8003', value: '00614141123452400' }]);
    expect(scanned('(00)106141412345678908').sscc).toBe('106141412345678908');
  });

  it('say a month only when the day is 00', () => {
    expect(scanned(`01${GTIN}17280200`).expiry).toEqual({ date: '2028-02-29', isMonthOnly: true });
  });

  it('stand twice when they say the same', () => {
    expect(scanned(`01${GTIN}01${GTIN}`).gtin).toBe(GTIN);
  });

  it('keep brackets that open no field', () => {
    expect(scanned(`(01)${GTIN}(10)A(B)C(5)`).lot).toBe('A(B)C(5)');
    expect(scanned(`(01)${GTIN}(10)A\\(10)`).lot).toBe('A(10)');
  });
});

describe('a bare product number', () => {
  it.each([GTIN, GTIN.slice(1), `]E0${GTIN.slice(1)}`, `]I1${GTIN}`])('%s is a GTIN alone', (text) => {
    expect(scanned(text)).toMatchObject({ carrier: 'plain-gtin', gtin: GTIN, serial: undefined });
  });
});

describe('a refused scan names field and rule', () => {
  it.each([
    ['', 'scan', 'must not be empty'],
    [']d2', 'scan', 'must not be empty'],
    [GS, 'scan', 'must not be empty'],
    ['9'.repeat(4297), 'scan', 'must have at most 4296 characters'],
    ['hello', 'scan', 'has no GS1 field at character 1'],
    [`01${GTIN}XX`, 'scan', 'has no GS1 field at character 17'],
    [`01${GTIN}${GS}${GS}10A`, 'scan', 'has no GS1 field at character 18'],
    [`01${GTIN.slice(0, 13)}${(Number(GTIN[13]) + 1) % 10}`, '(01)', 'has a wrong check digit'],
    [`]d201${GTIN.slice(0, 11)}`, '(01)', 'must have 14 characters'],
    [`01${'0'.repeat(14)}21A`, '(01)', 'must not be all zeros'],
    [`(01)${GTIN}(17)271301`, '(17)', 'must be a date that exists, YYMMDD'],
    [`(01)${GTIN}(17)27013`, '(17)', 'must have 6 characters'],
    [`(01)${GTIN}(17)27O131`, '(17)', 'must have digits only'],
    [`(01)${GTIN}(10)`, '(10)', 'must have 1 to 20 characters'],
    [`01${GTIN}10${'A'.repeat(21)}`, '(10)', 'must have 1 to 20 characters'],
    [`01${GTIN}21A B`, '(21)', 'has a character that GS1 does not allow'],
    [`01${GTIN}21A#`, '(21)', 'has a character that GS1 does not allow'],
    [`(01)${GTIN}(21)А`, 'scan', 'has a character at 23 that no GS1 barcode holds'],
    [`(01)${GTIN}(21)A\u200bB`, 'scan', 'has a character at 24 that no GS1 barcode holds'],
    [`(01)${GTIN.replaceAll('1', '１')}`, 'scan', 'has a character at 9 that no GS1 barcode holds'],
    [`01${GTIN}21A\u0000`, 'scan', 'has a character at 20 that no GS1 barcode holds'],
    [`(01)${GTIN}(21)A(21)B`, '(21)', 'stands twice with different values'],
    [`(x)${GTIN}`, 'scan', 'has no GS1 field at character 1'],
    [`(05)${GTIN}`, 'scan', 'has no GS1 field at character 1'],
    [']A0ABC', 'scan', 'must come from a barcode of a kind that GS1 uses'],
    [']E09521321', 'scan', 'must be a GTIN with the right check digit, as its barcode’s kind says'],
    ['[)>\u001e06\u001d9N111', 'scan', 'must be GS1 data: this is an ISO 15434 envelope'],
    ['https://id.gs1.org/', 'scan', 'must hold a GS1 key in its path, such as /01/ and a GTIN'],
    ['https://user@id.gs1.org/01/1', 'scan', 'must be a web address with a plain host name'],
    ['https:///01/1', 'scan', 'must be a web address with a plain host name'],
    [
      `https://id.gs1.org/01/${GTIN}/21/A/10/B`,
      '(10)',
      'must not stand here: after (01) come (22), (10), (21) in this order',
    ],
    ['https://id.gs1.org/00/106141412345678908/21/A', '(21)', 'must not stand here: after (00) come no other fields'],
    [`https://id.gs1.org/01/${GTIN}?99999=1`, '(99999)', 'is no GS1 field'],
    [`https://id.gs1.org/01/${GTIN}/21/%ZZ`, '(21)', 'has a broken percent encoding'],
    [`https://id.gs1.org/01/${GTIN}/21/%D0%90`, '(21)', 'has a character that GS1 does not allow'],
    [`https://id.gs1.org/01/${GTIN}?17`, '(17)', 'must have 6 characters'],
    [`https://id.gs1.org/01/${GTIN}/10/A?10=B`, '(10)', 'stands twice with different values'],
    ['(253)952132101234', '(253)', 'must have 13 to 30 characters'],
    ['(8010)95213abc', '(8010)', 'has a character that GS1 does not allow'],
  ])('%j: %s %s', (text, field, rule) => {
    expect(fault(text)).toMatchObject({ field, rule });
  });

  it('never shows a value', () => {
    expect(JSON.stringify(fault(`(01)${GTIN}(21)SECRET(21)OTHER`))).not.toContain('SECRET');
  });
});

describe('technical causes', () => {
  it('caps lock shows in the symbology prefix', () => {
    expect(scanned(`]D201${GTIN}21abc`).signs).toEqual(['caps-lock']);
    expect(scanned(`]d201${GTIN}21abc`).signs).toEqual([]);
  });

  it('a foreign keyboard layout shows in letters that no barcode has', () => {
    expect(fault(`01${GTIN}21Aß1`).cause).toBe('keyboard-layout');
    expect(fault(`01${GTIN}21A\u0416`).cause).toBeUndefined();
  });

  it('a missing separator shows in a field that is too long', () => {
    expect(fault(`01${GTIN}10LOT12345ABC21SERIAL12345678`)).toMatchObject({
      field: '(10)',
      cause: 'missing-separator',
    });
    expect(fault(`422276422276`)).toMatchObject({ field: '(422)', cause: 'missing-separator' });
  });
});

describe('any pack', () => {
  it('is read back from an element string and from a Digital Link', () => {
    fc.assert(
      fc.property(gtins, text20, text20, (gtin, lot, serial) => {
        const fields = { gtin, lot, serial, expiry: { date: '2027-01-31', isMonthOnly: false } };
        expect(scanned(`]d201${gtin}1727013110${lot}${GS}21${serial}`)).toMatchObject(fields);
        const path = `/01/${gtin}/10/${encodeURIComponent(lot)}/21/${encodeURIComponent(serial)}?17=270131`;
        expect(scanned(`https://example.com${path}`)).toMatchObject(fields);
      }),
    );
  });

  it('is never a throw, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string(),
          text20.map((t) => `(01)${t}`),
        ),
        (text) => {
          const result = parseScan(text, IN_2026);
          expect(result.ok || result.faults.length > 0).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('has a Digital Link that is a scan as well', () => {
    const epc = readEpc('urn:epc:id:sgtin:0614141.812345.6789');
    expect(epc.ok && scanned(writeEpcLink(epc.key))).toMatchObject({ gtin: '80614141123458', serial: '6789' });
  });
});
