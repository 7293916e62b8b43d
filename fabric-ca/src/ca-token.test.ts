import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { caToken } from './ca-token';

describe('a token for Fabric CA', () => {
  it('is the certificate and a signature over method, path with query, body and certificate', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const request = { method: 'POST', path: '/api/v1/register?ca=ca', body: '{"id":"å"}' } as const;
    const [certificate, signature, ...more] = caToken({ certificate: 'PEM\n', key: privateKey }, request).split('.');

    expect(more).toEqual([]);
    expect(Buffer.from(certificate!, 'base64').toString()).toBe('PEM\n');
    const signed = 'POST.L2FwaS92MS9yZWdpc3Rlcj9jYT1jYQ==.eyJpZCI6IsOlIn0=.UEVNCg==';
    expect(verify('sha256', Buffer.from(signed), createPublicKey(privateKey), Buffer.from(signature!, 'base64'))).toBe(
      true,
    );
  });
});
