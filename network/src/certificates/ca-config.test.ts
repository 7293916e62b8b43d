import { parse } from 'yaml';
import { identityConfig, serverConfig } from './ca-config';

const settings = {
  organisation: 'pharmacy',
  listenAddress: '127.0.0.1',
  port: 8403,
  operationsPort: 8413,
  hosts: ['localhost', 'ca-pharmacy'],
  callers: ['/state/ca/caller.crt', '/state/enrolment/caller.crt'],
};
const secrets = { tls: 'tls-secret', identity: 'identity-secret' };

describe("a certificate authority's configuration", () => {
  it('listens where it is told only', () => {
    const server = parse(serverConfig(settings));
    expect(server).toMatchObject({
      address: '127.0.0.1',
      port: 8403,
      operations: { listenAddress: '127.0.0.1:8413' },
      tls: { enabled: true },
    });
  });

  it('answers nobody but the callers whom it knows', () => {
    expect(parse(serverConfig(settings)).tls.clientauth).toEqual({
      type: 'requireandverifyclientcert',
      certfiles: settings.callers,
    });
  });

  it("holds each registrar's own secret until it is sealed, and then nobody's", () => {
    const open = { ...settings, secrets };
    expect(parse(serverConfig(open)).registry.identities).toMatchObject([{ name: 'registrar', pass: 'tls-secret' }]);
    expect(parse(identityConfig(open)).registry.identities).toMatchObject([
      { name: 'registrar', pass: 'identity-secret' },
    ]);
    for (const text of [serverConfig(settings), identityConfig(settings)]) {
      expect(parse(text).registry.identities).toEqual([]);
      expect(text).not.toContain('registrar');
    }
  });

  it('never makes an intermediate authority, and leaves no profile to a default', () => {
    const { signing, ca } = parse(identityConfig(settings));
    expect(Object.keys(signing.profiles).sort()).toEqual(['ca', 'tls']);
    for (const profile of [signing.default, signing.profiles.tls, signing.profiles.ca]) {
      expect(profile).toMatchObject({ usage: ['digital signature'] });
      expect(profile.caconstraint).toBeUndefined();
    }
    expect(signing.profiles.tls.expiry).toBe('2m');
    expect(ca.reenrollIgnoreCertExpiry).toBe(false);
  });

  it('gives people an hour, and knows them by an affiliation of theirs', () => {
    const { signing, affiliations } = parse(identityConfig(settings));
    expect(signing.default.expiry).toBe('1h');
    expect(affiliations).toEqual({ people: [] });
    expect(parse(serverConfig(settings)).affiliations).toEqual({});
  });

  it('lets nobody but the registrar of the identity CA give attributes', () => {
    const open = { ...settings, secrets };
    expect(parse(serverConfig(open)).registry.identities[0].attrs).toEqual({
      'hf.Registrar.Roles': 'client,peer,orderer,admin',
    });
    expect(parse(identityConfig(open)).registry.identities[0].attrs['hf.Registrar.Attributes']).toBe('*');
  });
});
