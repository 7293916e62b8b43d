/** HMAC-SHA-256 under one key for many messages (RFC 2104): the key is prepared once, which is most of its cost. */
import { concatBytes } from './bytes';
import type { Digest } from './digest';

/** SHA-256 works on blocks of so many bytes. */
const BLOCK_BYTES = 64;

/** HMAC-SHA-256 under a key of at most 64 bytes. */
export function hmacUnder(digest: Digest, key: Uint8Array): (message: Uint8Array) => Uint8Array {
  if (key.length > BLOCK_BYTES) throw new RangeError('a longer key would have to be hashed first');
  const inner = padded(key, 0x36);
  const outer = padded(key, 0x5c);
  return (message) => digest.sha256(concatBytes(outer, digest.sha256(concatBytes(inner, message))));
}

function padded(key: Uint8Array, pad: number): Uint8Array {
  return Uint8Array.from({ length: BLOCK_BYTES }, (_, index) => (key[index] ?? 0) ^ pad);
}
