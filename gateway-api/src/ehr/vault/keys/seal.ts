/** AES-256-GCM as the vault uses it: a random nonce each time, and associated data that bind a text to its one place. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { canonicalJson } from '@theriac/domain/ledger';

const CIPHER = 'aes-256-gcm';
/** 96 bits, for which GCM is made (NIST SP 800-38D, 8.2.2); one key seals far fewer than 2^32 texts. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes of every key in the vault. */
export const KEY_BYTES = 32;

/** Where a sealed text belongs: opened anywhere else, it is refused. */
export type SealPlace = Readonly<Record<string, string | number>> & { readonly use: string };

/** A sealed text does not open: altered, of another place, or under another key. */
export class SealBroken extends Error {
  constructor() {
    super('a sealed text does not open here');
    this.name = 'SealBroken';
  }
}

/** A new random key. */
export function drawKey(): Uint8Array {
  return randomBytes(KEY_BYTES);
}

/** Seals bytes for one place: nonce, ciphertext and tag, one after the other. */
export function seal(key: Uint8Array, place: SealPlace, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what {@link seal} made.
 *
 * @throws SealBroken when it was altered, or sealed for another place or under another key
 */
export function unseal(key: Uint8Array, place: SealPlace, sealed: Uint8Array): Uint8Array {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new SealBroken();
  const tagAt = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(place));
  decipher.setAuthTag(sealed.subarray(tagAt));
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, tagAt));
  try {
    decipher.final();
  } catch {
    throw new SealBroken();
  }
  return plain;
}

/** Canonical JSON, so that no two places have the same bytes. */
function associatedData(place: SealPlace): Buffer {
  return Buffer.from(canonicalJson(place), 'utf8');
}
