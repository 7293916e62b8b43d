/** ECDSA signatures as Fabric wants them: SHA-256, DER, and s in the lower half of the curve's order. */
import { type KeyObject, sign, verify } from 'node:crypto';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Signs with a P-256 key. */
export function signLowS(message: Uint8Array, key: KeyObject): Uint8Array {
  const raw = sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
  const s = toNumber(raw.subarray(32));
  return sequence(integer(toNumber(raw.subarray(0, 32))), integer(s > ORDER / 2n ? ORDER - s : s));
}

/** Whether a DER signature is right. */
export function isSignedBy(message: Uint8Array, signature: Uint8Array, key: KeyObject): boolean {
  return verify('sha256', message, { key, dsaEncoding: 'der' }, signature);
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** DER INTEGER of a number that is not negative. */
export function integer(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const content = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(0x02, content.length), content]);
}

/** DER OCTET STRING of fewer than 128 bytes. */
export function octets(value: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(0x04, value.length), value]);
}

/** DER SEQUENCE of fewer than 128 bytes. */
export function sequence(...parts: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}
