/** Signs as Fabric wants it: by OpenSSL, since the client library's own signer takes a millisecond of JavaScript a time. */
import { type KeyObject, sign } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';

/**
 * A message's signature: ECDSA on P-256 over its SHA-256, in DER, with the lower of the two values that S can have
 * (Fabric's MSP refuses the higher one).
 *
 * @throws Error when the key is of another curve
 */
export function signMessage(key: KeyObject, message: Uint8Array): Uint8Array {
  const compact = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const { r, s } = p256.Signature.fromBytes(compact, 'compact');
  const { Fn } = p256.Point;
  const lower = s > Fn.ORDER / 2n ? Fn.neg(s) : s;
  return new p256.Signature(r, lower).toBytes('der');
}
