/** What a scan might have meant, had the scanner been set otherwise. */
import fc from 'fast-check';
import { alternativeReadings, swapCase, swapYAndZ } from '.';
import { GS, GTIN, IN_2026, scanned } from '../fixtures/scans';

describe('a scanner that may be set wrongly', () => {
  it.each([
    ['caps-lock', `01${GTIN}10aB1${GS}21xYz`, { lot: 'Ab1', serial: 'XyZ' }],
    ['keyboard-layout', `01${GTIN}10AY${GS}21zZ1`, { lot: 'AZ', serial: 'yY1' }],
    ['missing-separator', `01${GTIN}17270131101221SER`, { lot: '12', serial: 'SER' }],
    ['missing-separator', `01${GTIN}21SER10LOT17270131`, { serial: 'SER', lot: 'LOT17270131' }],
    [
      'missing-separator',
      `01${GTIN}10LOT${GS}21SER17270131`,
      { serial: 'SER', expiry: { date: '2027-01-31', isMonthOnly: false } },
    ],
    [
      'missing-separator',
      `01${GTIN}10LOT17270131${GS}21SER`,
      { lot: 'LOT', serial: 'SER', expiry: { date: '2027-01-31', isMonthOnly: false } },
    ],
    [
      'missing-separator',
      `01${GTIN}10LOT${GS}21SER11250131`,
      { production: { date: '2025-01-31', isMonthOnly: false } },
    ],
  ])('%s offers another reading of %j', (cause, text, reading) => {
    const found = alternativeReadings(scanned(text), IN_2026).filter((each) => each.cause === cause);
    expect(found.map(({ scan }) => scan)).toContainEqual(expect.objectContaining(reading));
  });

  it('offers nothing where nothing can be misread', () => {
    expect(alternativeReadings(scanned(`01${GTIN}10123${GS}214567`), IN_2026)).toEqual([]);
    expect(alternativeReadings(scanned(GTIN), IN_2026)).toEqual([]);
  });

  it('bounds what one scan can ask', () => {
    const readings = alternativeReadings(scanned(`01${GTIN}2110101010101010101010`), IN_2026);
    expect(readings.length).toBeLessThanOrEqual(8);
  });

  it('does not hide a field that the scan has already', () => {
    expect(alternativeReadings(scanned(`01${GTIN}17270131101${GS}212170000099`), IN_2026)).toEqual([]);
  });

  it('turning twice is turning back', () => {
    fc.assert(
      fc.property(fc.string(), (text) => swapCase(swapCase(text)) === text && swapYAndZ(swapYAndZ(text)) === text),
    );
  });
});
