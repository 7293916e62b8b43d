/** From WebCrypto's form of an ECDSA signature to Fabric's. */
import { p256 } from '@noble/curves/nist.js';

/**
 * DER of a P-256 signature, with the lower of the two values of S: Fabric refuses the higher one, and does not say why.
 *
 * @param compact r and s side by side, 32 bytes each, as WebCrypto signs
 */
export function lowSDer(compact: Uint8Array): Uint8Array {
  const { r, s } = p256.Signature.fromBytes(compact, 'compact');
  const { Fn } = p256.Point;
  const lower = s > Fn.ORDER / 2n ? Fn.neg(s) : s;
  return new p256.Signature(r, lower).toBytes('der');
}
