/** ECDSA signatures as Fabric accepts them: DER, with the lower of the two values of s. */
import { sign, type KeyObject } from 'node:crypto';

/** The order of the curve P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const SCALAR_BYTES = 32;
const DER_SEQUENCE = 0x30;
const DER_INTEGER = 0x02;

/**
 * Signs with P-256 and SHA-256. Fabric and its CA refuse the higher s, with messages that do not say so. OpenSSL signs:
 * the Fabric client library's own signer takes a millisecond of JavaScript a time.
 */
export function signLowS(key: KeyObject, message: Uint8Array): Buffer {
  return lowSDer(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }));
}

/** DER of a signature that is given as r and s side by side, 32 bytes each; s and ORDER - s are equally valid. */
export function lowSDer(signature: Uint8Array): Buffer {
  const r = bigEndian(signature.subarray(0, SCALAR_BYTES));
  const s = bigEndian(signature.subarray(SCALAR_BYTES));
  const content = Buffer.concat([derInteger(r), derInteger(s > ORDER / 2n ? ORDER - s : s)]);
  return Buffer.concat([Buffer.from([DER_SEQUENCE, content.length]), content]);
}

function bigEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** A positive integer: as few bytes as do, and a zero before a leading bit that would read as a sign. */
function derInteger(value: bigint): Buffer {
  const digits = value.toString(16);
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const content = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([DER_INTEGER, content.length]), content]);
}
