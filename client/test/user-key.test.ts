/** The user's key: it cannot be read out, and its signatures are what Fabric and its CA take. */
import 'reflect-metadata';
import { createPublicKey, verify } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { UserKey } from '@theriac/client';
import { lowSDer } from '../src/low-s-signature';

const PERSON = '0123456789abcdef0123456789abcdef';

it('a private key cannot be read out, and one that could be is not taken', async () => {
  const { pair } = await UserKey.generate();
  expect(pair.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow();
  const readable = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  expect(() => UserKey.of(readable)).toThrow('must not be extractable');
  const other = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, false, ['sign', 'verify']);
  expect(() => UserKey.of(other)).toThrow('P-256');
});

it('a key that was kept, as a browser keeps it, is the same key', async () => {
  const key = await UserKey.generate();
  // What IndexedDB does with a value.
  const kept = UserKey.of(structuredClone(key.pair));
  expect(await kept.publicKey()).toEqual(await key.publicKey());
  const spki = Buffer.from(await key.publicKey());
  const signature = await kept.sign(Buffer.from('a proposal'));
  expect(verify('sha256', Buffer.from('a proposal'), publicKeyOf(spki), signature)).toBe(true);
});

it('each signature verifies elsewhere, is strict DER, and has the lower S', async () => {
  const key = await UserKey.generate();
  const publicKey = publicKeyOf(Buffer.from(await key.publicKey()));
  for (let index = 0; index < 400; index += 1) {
    const message = crypto.getRandomValues(new Uint8Array(index));
    const signature = await key.sign(message);
    expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'der' }, signature)).toBe(true);
    const parsed = p256.Signature.fromBytes(signature, 'der');
    expect(parsed.hasHighS()).toBe(false);
    expect(parsed.toBytes('der')).toEqual(signature);
  }
});

it.each([
  ['small numbers', 1n, 1n],
  ['a first bit that would read as a sign', 0x80n << 248n, 0x7fn],
  ['the highest S', 5n, p256.Point.Fn.ORDER - 1n],
])('a signature of %s becomes strict DER', (_, r, s) => {
  const half = p256.Point.Fn.ORDER / 2n;
  const der = lowSDer(new p256.Signature(r, s).toBytes('compact'));
  const parsed = p256.Signature.fromBytes(der, 'der');
  expect([parsed.r, parsed.s]).toEqual([r, s > half ? p256.Point.Fn.ORDER - s : s]);
});

it('a request for a certificate names the person, and is signed by the key', async () => {
  const key = await UserKey.generate();
  const request = new Pkcs10CertificateRequest(await key.certificateRequest(PERSON));
  expect(request.subject).toBe(`CN=${PERSON}`);
  expect(await request.verify()).toBe(true);
  expect(new Uint8Array(request.publicKey.rawData)).toEqual(await key.publicKey());
});

function publicKeyOf(spki: Buffer) {
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
}
