/** Which certificates a request may bring for a key of the caller's own. */
import { CertificateAuthority } from '@theriac/test-ledger';
import type { Caller } from '../caller';
import { startTestServer, type TestServer } from '../database/fixtures/test-database';
import { CALLERS } from '../http/fixtures/test-app';
import { type DeedsApp, deedsApp, once } from './fixtures/deeds-app';
import { OwnKeyUser } from './fixtures/own-key-user';

jest.setTimeout(30_000);

const { pharmacist } = CALLERS as { pharmacist: Caller };

let server: TestServer;
let authority: CertificateAuthority;
let app: DeedsApp;
beforeAll(async () => {
  [server, authority] = await Promise.all([startTestServer(), CertificateAuthority.create('pharmacy')]);
  app = deedsApp(await server.fresh(), authority, once);
}, 60_000);
afterAll(() => server.stop());

describe('a certificate of one’s own', () => {
  const at = (year: number) => new Date(Date.UTC(year, 0));
  it.each([
    ['another person’s', { commonName: 'f'.repeat(32) }, 'another person’s'],
    ['for another role', { attributes: { role: 'inspector', site: pharmacist.site! } }, 'role'],
    ['for another site', { attributes: { role: 'pharmacist', site: '9501101530010' } }, 'site'],
    ['without attributes', { attributes: {} }, 'role'],
    ['that has ended', { notBefore: at(2020), notAfter: at(2021) }, 'has ended'],
    ['not in force yet', { notBefore: at(2090) }, 'not in force yet'],
  ])('is refused: one %s', async (_, otherwise, detail) => {
    const other = await OwnKeyUser.of(authority, pharmacist, otherwise);
    const refused = await app.begin(other.headers);
    expect([refused.status, refused.body.code]).toEqual([403, 'OWN_CERTIFICATE_REFUSED']);
    expect(refused.body.detail).toContain(detail);
  });

  it('is refused when an authority of another organisation issued it, by whatever name', async () => {
    const other = await OwnKeyUser.of(await CertificateAuthority.create('pharmacy'), pharmacist);
    expect((await app.begin(other.headers)).body).toMatchObject({ code: 'OWN_CERTIFICATE_REFUSED' });
  });

  it.each(['', 'not+base64url', 'a'.repeat(9_000), 'AAAA'])('is bad input: “%s”', async (header) => {
    const answer = await app.begin({ 'Theriac-Certificate': header });
    expect(answer.body).toMatchObject({ status: 400, faults: [{ field: 'Theriac-Certificate' }] });
  });
});
