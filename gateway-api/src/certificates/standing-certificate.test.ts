/** Certificates are warned of before they end, and only what a gateway cannot do without makes it unready when it has. */
import { certificateCheck, endingSoon, type StandingCertificate } from './standing-certificate';

const DAY = 24 * 3_600_000;
const now = Date.UTC(2026, 10, 22);
const ending = (what: string, days: number, isVital = true): StandingCertificate => ({
  ...{ what, isVital },
  endsAt: new Date(now + days * DAY),
});

describe('certificates that end', () => {
  it('are warned of from so many days before, the first first', () => {
    const all = [ending('roots', 29.9), ending('TLS', 2), ending('identity', 30), ending('gone', -1)];
    expect(endingSoon(all, 30, now)).toEqual([
      { what: 'gone', endsAt: '2026-11-21T00:00:00.000Z' },
      { what: 'TLS', endsAt: '2026-11-24T00:00:00.000Z' },
      { what: 'roots', endsAt: '2026-12-21T21:36:00.000Z' },
    ]);
  });

  it.each([
    ['an hour before', [ending('TLS', 1 / 24)], []],
    ['when they have ended', [ending('TLS', 0), ending('identity', 9)], ['ended: TLS']],
    ['when another member’s have ended', [ending('TLS roots of hospital', -1, false)], []],
  ])('%s leave the gateway ready, or say why not', async (_, certificates, faults) => {
    const check = certificateCheck(
      () => certificates,
      () => now,
    );
    expect(await check.check()).toEqual(faults);
  });
});
