/** One moment is another day at another site; whoever has no site is at the organisation's first. */
import { consortiumSchema } from '@theriac/domain/consortium';
import { glnSchema } from '@theriac/domain/gs1';
import type { Caller } from '../../caller';
import { SiteDays } from './site-day';

const AUCKLAND = '9521104000013';
const HONOLULU = '9521104000020';
const STOCKHOLM = '9521105000012';

const site = (gln: string, name: string, country: string, timeZone: string) => ({ gln, name, country, timeZone });
const sites = [
  site(AUCKLAND, 'Auckland', 'NZ', 'Pacific/Auckland'),
  site(HONOLULU, 'Honolulu', 'US', 'Pacific/Honolulu'),
  site(STOCKHOLM, 'Stockholm', 'SE', 'Europe/Stockholm'),
];
const [member] = consortiumSchema.parse({
  version: 1,
  members: [{ name: 'pharmacy', kind: 'pharmacy', mspId: 'PharmacyMSP', sites, roots: [] }],
  channels: [{ name: 'supply', members: ['pharmacy'], contracts: ['Anchors'], endorsements: 1, collections: [] }],
}).members;

const days = new SiteDays(member!);
const at = (gln: string | undefined): Caller => ({
  ...{ person: 'a'.repeat(32), role: 'pharmacist', organisation: 'pharmacy' },
  site: gln === undefined ? undefined : glnSchema.parse(gln),
});

describe('the day at a site', () => {
  it.each([
    ['Auckland', AUCKLAND, '2026-07-01T11:59:59Z', '2026-07-01'],
    ['Auckland, past its midnight', AUCKLAND, '2026-07-01T12:00:00Z', '2026-07-02'],
    ['Honolulu', HONOLULU, '2026-07-01T09:59:59Z', '2026-06-30'],
    ['Honolulu, past its midnight', HONOLULU, '2026-07-01T10:00:00Z', '2026-07-01'],
    ['Stockholm in summer', STOCKHOLM, '2026-06-30T22:00:00Z', '2026-07-01'],
    ['Stockholm in winter', STOCKHOLM, '2026-12-31T22:59:59Z', '2026-12-31'],
    ['Stockholm in the new year', STOCKHOLM, '2026-12-31T23:00:00Z', '2027-01-01'],
    ['Stockholm, before the night without two o’clock', STOCKHOLM, '2026-03-28T22:59:59Z', '2026-03-28'],
    ['Stockholm, at the end of the longest day', STOCKHOLM, '2026-10-25T22:59:59Z', '2026-10-25'],
    ['a machine: the first site', undefined, '2026-07-01T12:00:00Z', '2026-07-02'],
    ['a site of somebody else: the first site', '9521103000014', '2026-07-01T12:00:00Z', '2026-07-02'],
  ])('%s', (_, gln, now, day) => {
    expect(days.today(at(gln), new Date(now))).toBe(day);
  });

  it('is UTC’s where an organisation has no site', () => {
    const nowhere = new SiteDays({ ...member!, sites: [] });
    expect(nowhere.today(at(AUCKLAND), new Date('2026-07-01T12:00:00Z'))).toBe('2026-07-01');
  });
});
