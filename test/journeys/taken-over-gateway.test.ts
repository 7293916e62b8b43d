/** What somebody can do who has taken a gateway over, with its certificate, its key and the tokens that it is shown. */
import { X509Certificate } from 'node:crypto';
import { consortium } from '../../chaincode/src/fixtures/consortium';
import { requestCertificate } from '@theriac/fabric-ca';
import { doorOf } from '../../gateway-api/src/enrolment/fixtures/ask-enrolment';
import { type TlsFolder, tlsFolder } from '../../gateway-api/src/members/fixtures/tls-authorities';
import type { EnrolmentDoor } from '../../gateway-api/src/sign-in';
import { TestSignIn } from '../fixtures/test-sign-in';

jest.setTimeout(60_000);

const ORGANISATIONS = ['pharmacy', 'hospital'];
const PEOPLE = { astrid: 'pharmacist', rasmus: 'technician' };
const HOUR = 3_600_000;

let tls: TlsFolder;
let signIn: TestSignIn;
/** The thief's: the gateway's own. */
let door: EnrolmentDoor;
/** To the hospital's service, with the pharmacy's certificate. */
let elsewhere: EnrolmentDoor;
beforeAll(async () => {
  tls = await tlsFolder(ORGANISATIONS);
  signIn = await TestSignIn.start({ consortium, organisations: ORGANISATIONS, tls, people: PEOPLE });
  door = doorOf(tls, 'pharmacy', signIn.enrolmentOf('pharmacy').address);
  elsewhere = doorOf(tls, 'pharmacy', signIn.enrolmentOf('hospital').address);
});
afterAll(async () => {
  door.close();
  elsewhere.close();
  await signIn.stop();
  tls.remove();
});

const tokenOf = async (organisation: string, person: string): Promise<string> =>
  (await signIn.authorization(organisation, person)).replace('Bearer ', '');
const certificateWith = async (token: string, name: string) =>
  door.certificateFor(token, (await requestCertificate(name, [])).request);

it('gets a certificate for whom it was shown a token of, and for an hour at most', async () => {
  const token = await tokenOf('pharmacy', 'astrid');
  const { person } = await door.personOf(token);
  const { certificate } = await certificateWith(token, person);
  const left = Date.parse(new X509Certificate(certificate).validTo) - Date.now();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(HOUR);
});

it('gets none for anybody else: not with that token, and not without one', async () => {
  const token = await tokenOf('pharmacy', 'astrid');
  const { person } = await door.personOf(await tokenOf('pharmacy', 'rasmus'));
  await expect(certificateWith(token, person)).rejects.toMatchObject({ code: 'CERTIFICATE_REQUEST_REFUSED' });
  await expect(certificateWith('', person)).rejects.toMatchObject({
    code: expect.stringMatching(/TOKEN|AUTHENTICATED/),
  });
});

it('gets none with a token that has expired, however lately', async () => {
  const expired = await signIn.issuer.sign(
    { sub: 'astrid', exp: Math.floor(Date.now() / 1_000) - 60 },
    { organisation: 'pharmacy' },
  );
  const { person } = await door.personOf(await tokenOf('pharmacy', 'astrid'));
  await expect(certificateWith(expired, person)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
});

it('gets none as a machine of the network', async () => {
  const asGateway = await signIn.issuer.sign({ sub: 'astrid', role: 'gateway' }, { organisation: 'pharmacy' });
  await expect(door.personOf(asGateway)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
});

it('gets nothing of another organisation, whose token it was shown', async () => {
  const token = await tokenOf('hospital', 'astrid');
  await expect(door.personOf(token)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  await expect(elsewhere.personOf(token)).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
});
