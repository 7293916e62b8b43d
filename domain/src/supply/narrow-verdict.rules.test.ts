import { calendarDateSchema } from '../gs1';
import { narrowToCustody, narrowToHere, narrowToSite } from './narrow-verdict.rules';

const expiry = calendarDateSchema.parse('2028-06-30');
const day = (text: string) => calendarDateSchema.parse(text);

describe('a verdict', () => {
  it.each([
    ['an authentic pack on its expiry day', 'authentic', '2028-06-30', 'authentic'],
    ['an authentic pack on the day after', 'authentic', '2028-07-01', 'expired'],
    ['an opened pack on the day after', 'opened-here', '2028-07-01', 'expired'],
    ['an unknown pack, whatever the day', 'unknown-serial', '2031-01-01', 'unknown-serial'],
  ] as const)('is narrowed to the site’s day: %s', (_, verdict, today, narrowed) => {
    expect(narrowToSite({ verdict, expiry }, day(today)).verdict).toBe(narrowed);
  });

  it('stays when the ledger knows no expiry', () => {
    const judged = { verdict: 'product-not-in-network' } as const;
    expect(narrowToSite(judged, day('2031-01-01'))).toBe(judged);
  });

  it.each([
    ['supplied by the asking site', {}, true, 'already-supplied-here'],
    ['supplied by another', {}, false, 'already-supplied-elsewhere'],
    ['opened by the asking site', { left: 8 }, true, 'opened-here'],
    ['opened by the asking site, and empty', { left: 0 }, true, 'already-supplied-here'],
    ['opened by another', { left: 8 }, false, 'already-supplied-elsewhere'],
  ])('tells who asks about their own: %s', (_, more, isDoneHere, narrowed) => {
    expect(narrowToHere({ verdict: 'already-supplied-elsewhere', ...more }, isDoneHere).verdict).toBe(narrowed);
  });

  it('leaves another state alone, whoever made it so', () => {
    expect(narrowToHere({ verdict: 'stolen' }, true).verdict).toBe('stolen');
  });

  it.each([
    ['a pharmacy about its own', 'yours', 'pharmacy', 'authentic'],
    ['a pharmacy about what is on its way', 'on-its-way-to-you', 'pharmacy', 'on-its-way-to-you'],
    ['a hospital about another’s', 'elsewhere', 'hospital', 'not-in-your-custody'],
    ['a distributor about another’s', 'elsewhere', 'distributor', 'not-in-your-custody'],
    ['the maker about another’s', 'elsewhere', 'manufacturer', 'authentic'],
    ['the regulator about anybody’s', 'elsewhere', 'regulator', 'authentic'],
  ] as const)('tells %s', (_, custody, kind, narrowed) => {
    expect(narrowToCustody({ verdict: 'authentic', custody }, kind).verdict).toBe(narrowed);
  });

  it('is no matter of custody when the pack is not to be supplied anyway', () => {
    expect(narrowToCustody({ verdict: 'expired', custody: 'elsewhere' }, 'pharmacy').verdict).toBe('expired');
    expect(narrowToCustody({ verdict: 'authentic' }, 'clinic').verdict).toBe('authentic');
  });
});
