import { companyPrefixSchema } from '../gs1';
import { refusalOf } from '../ledger/fixtures/refusals';
import { assignCompanyPrefix, prefixesOfGtin, type PrefixSituation, shorterPrefixes } from './company-prefix.rules';
import { prefixAssignmentShape } from './company-prefix.schema';
import { assignment, before, companyPrefix, gtin, now } from './fixtures/supply.fixtures';
import { companyPrefixAssignedSchema } from './supply.events';

const free: PrefixSituation = { members: ['manufacturer', 'rival'], existing: undefined, isOverlapped: false };
const command = { companyPrefix, organisation: 'manufacturer' };

describe('assigning a company prefix', () => {
  it('gives it to an organisation', () => {
    const decision = assignCompanyPrefix(free, command, now);
    expect(decision).toMatchObject({ state: { ...command, changedAt: now } });
    expect(companyPrefixAssignedSchema.parse('event' in decision && decision.event)).toMatchObject(command);
  });

  it('answers the same again with the first answer', () => {
    expect(assignCompanyPrefix({ ...free, existing: assignment, isOverlapped: true }, command, now)).toMatchObject({
      repeated: { ...command, at: before },
    });
  });

  it.each([
    [
      'it is another organisation’s',
      { ...free, existing: { ...assignment, organisation: 'rival' } },
      'PREFIX_ALREADY_ASSIGNED',
    ],
    ['another prefix overlaps it', { ...free, isOverlapped: true }, 'PREFIX_ALREADY_ASSIGNED'],
    ['the organisation is no member', { ...free, members: ['rival'] }, 'INVALID_INPUT'],
  ])('refuses when %s', (_, given, code) => {
    expect(refusalOf(() => assignCompanyPrefix(given, command, now))).toBe(code);
  });

  it('knows the prefixes that would open its keys', () => {
    expect(shorterPrefixes(companyPrefixSchema.parse('950600012'))).toEqual(['950600', '9506000', '95060001']);
    expect(shorterPrefixes(companyPrefixSchema.parse('950600'))).toEqual([]);
  });

  it('knows the prefixes that may open a GTIN, past its packaging level', () => {
    const prefixes = prefixesOfGtin(gtin);
    expect(prefixes).toHaveLength(7);
    expect(prefixes).toContain(companyPrefix);
    expect(prefixes.at(-1)).toBe('950600013435');
  });

  it('lies under its digits, so that longer ones lie under it', () => {
    expect(prefixAssignmentShape.keyOf(assignment)).toEqual(['9', '5', '0', '6', '0', '0', '0']);
  });
});
