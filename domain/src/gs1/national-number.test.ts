/** National numbers of medicines. */
import { gtinOfNdc, nationalNumberSchema, ndc11, schemeOf } from '.';

describe('national numbers', () => {
  it.each([
    ['PZN', '01234562', true],
    ['PZN', '01234563', false],
    ['PZN', '1234562', false],
    ['CIP', '3400930000120', true],
    ['CIP', '3400930000121', false],
    ['CIP', '3500930000120', false],
    ['AIC', '012745093', true],
    ['AIC', '012745094', false],
    ['AIC', '12745093', false],
    ['CN', '654321', true],
    ['CN', '65432', false],
    ['DRN', '1234567890123', true],
    ['AIM', '1234567', true],
    ['AIM', '12345678', false],
    ['SRN', 'M-CR-14-00123', true],
    ['SRN', 'm cr', false],
    ['NDC', '0002-8215-01', true],
    ['NDC', '50242-061-01', true],
    ['NDC', '50242-0061-1', true],
    ['NDC', '00002-8215-01', true],
    ['NDC', '0002821501', false],
    ['NDC', '0002-821-01', false],
  ])('%s %s: %s', (scheme, number, accepted) => {
    expect(nationalNumberSchema.safeParse({ scheme, number }).success).toBe(accepted);
  });

  it('names the field of a number that it refuses', () => {
    const issue = nationalNumberSchema.safeParse({ scheme: 'PZN', number: '1' }).error?.issues[0];
    expect(issue).toMatchObject({ path: ['number'], message: 'must have 8 digits with the right check digit' });
  });

  it('knows the register of an Application Identifier', () => {
    expect(schemeOf('710')).toBe('PZN');
    expect(schemeOf('717')).toBe('SRN');
    expect(schemeOf('718')).toBeUndefined();
  });
});

describe('NDC', () => {
  it.each([
    ['0002-8215-01', '00002-8215-01'],
    ['50242-061-01', '50242-0061-01'],
    ['50242-0061-1', '50242-0061-01'],
    ['00002-8215-01', '00002-8215-01'],
    ['0002821501', undefined],
  ])('%s has the 11 digits %s', (ndc, eleven) => {
    expect(ndc11(ndc)).toBe(eleven);
  });

  it('of ten digits tells the GTIN, of eleven does not', () => {
    expect(gtinOfNdc('0002-8215-01')).toMatch(/^0030002821501\d$/);
    expect(gtinOfNdc('00002-8215-01')).toBeUndefined();
  });
});
