import { X509Certificate } from 'node:crypto';
import { ClientIdentity } from 'fabric-shim';
import { CertificateAuthority } from './certificate-authority';
import { identityOf } from './identity';
import { Membership } from './membership';
import { isSignedBy } from './signature';

const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

describe('an identity', () => {
  it('holds a certificate that the shim reads as Fabric CA’s: organisation, name, attributes', async () => {
    const authority = await CertificateAuthority.create('pharmacy');
    const attributes = { role: 'pharmacist', site: '9521103000014' };
    const { certificate } = await authority.issue({ commonName: 'f00d', unit: 'client', attributes });
    const creator = { mspid: 'PharmacyMSP', idBytes: Buffer.from(certificate) };
    const stub = { getCreator: () => creator, getChannelID: () => 'supply', getTxID: () => 'tx' };
    const client = new ClientIdentity(stub as never);
    expect(client.getMSPID()).toBe('PharmacyMSP');
    expect(client.getAttributeValue('role')).toBe('pharmacist');
    expect(client.getAttributeValue('site')).toBe('9521103000014');
    expect(client.getAttributeValue('mfa')).toBeNull();
    expect(client.getID()).toContain('/OU=client/CN=f00d');
  });

  it('is recognised by its own organisation’s root alone', async () => {
    const [own, other] = [await CertificateAuthority.create('a'), await CertificateAuthority.create('b')];
    const membership = new Membership(
      new Map([
        ['A', own.certificate],
        ['B', other.certificate],
      ]),
    );
    const issued = await own.issue({ commonName: 'x', unit: 'peer' });
    expect(membership.recognise(identityOf('A', issued).serialized)).toMatchObject({ mspId: 'A', units: ['peer'] });
    expect(membership.recognise(identityOf('B', issued).serialized)).toBeUndefined();
    expect(membership.recognise(identityOf('C', issued).serialized)).toBeUndefined();
    expect(new X509Certificate(issued.certificate).verify(new X509Certificate(own.certificate).publicKey)).toBe(true);
  });

  it('signs with a low s, always', async () => {
    const authority = await CertificateAuthority.create('a');
    const issued = await authority.issue({ commonName: 'x', unit: 'client' });
    const { publicKey } = new X509Certificate(issued.certificate);
    const identity = identityOf('A', issued);
    for (let at = 0; at < 64; at += 1) {
      const message = Buffer.from(`message ${at}`);
      const signature = Buffer.from(identity.sign(message));
      const s = signature.subarray(4 + signature[3]! + 2);
      expect(BigInt(`0x${s.toString('hex')}`) <= HALF_ORDER).toBe(true);
      expect(isSignedBy(message, signature, publicKey)).toBe(true);
      expect(isSignedBy(Buffer.from('another'), signature, publicKey)).toBe(false);
    }
  });
});
