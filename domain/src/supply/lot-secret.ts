/** A lot's secret: without it nobody can turn a serial into the digest that the ledger holds, or back. */
import type { Gtin, LotNumber, Serial } from '../gs1';
import { compareBytes, concatBytes, type Digest, fromHex, hexSchema, hmacUnder, refuseUnless, toHex } from '../ledger';
import { PACK_DIGEST_BYTES } from './pages';

/** 256 bits, drawn by the maker's gateway, one for each lot. */
export const LOT_SECRET_BYTES = 32;

/** Keeps the commitment apart from every other use of SHA-256 over a secret. */
const COMMITMENT_TAG = 'theriac lot secret 1';

const text = new TextEncoder();

/** A pack's entry on the ledger, 16 bytes in lower case hex. */
export const packDigestSchema = hexSchema(PACK_DIGEST_BYTES);

/** A pack's entry on the ledger: HMAC-SHA-256 under the lot's secret of GTIN and serial, cut to 16 bytes. */
export function packDigest(digest: Digest, secret: Uint8Array, gtin: Gtin, serial: Serial): Uint8Array {
  return packDigests(digest, secret, gtin, [serial]);
}

/** The digests of many packs one after the other, 16 bytes each, as `paginate` takes them. */
export function packDigests(digest: Digest, secret: Uint8Array, gtin: Gtin, serials: readonly Serial[]): Uint8Array {
  const hmac = hmacUnder(digest, secret);
  const digests = new Uint8Array(serials.length * PACK_DIGEST_BYTES);
  serials.forEach((serial, index) => {
    // The GTIN has 14 digits always, so the two need nothing between them.
    const full = hmac(text.encode(gtin + serial));
    digests.set(full.subarray(0, PACK_DIGEST_BYTES), index * PACK_DIGEST_BYTES);
  });
  return digests;
}

/** What the ledger holds of a secret: the same secret in another lot has another commitment. */
export function commitLotSecret(digest: Digest, secret: Uint8Array, gtin: Gtin, lot: LotNumber): string {
  refuseUnless(secret.length === LOT_SECRET_BYTES, 'INVALID_INPUT', `secret: must have ${LOT_SECRET_BYTES} bytes`);
  return toHex(digest.sha256(concatBytes(text.encode(`${COMMITMENT_TAG}\u0000${gtin}${lot}\u0000`), secret)));
}

/** Whether a secret that somebody sent is the one that the ledger's commitment was made of. */
export function isCommittedSecret(
  digest: Digest,
  secret: Uint8Array,
  of: { readonly gtin: Gtin; readonly lot: LotNumber; readonly secretCommitment: string },
): boolean {
  if (secret.length !== LOT_SECRET_BYTES) return false;
  const commitment = commitLotSecret(digest, secret, of.gtin, of.lot);
  return compareBytes(fromHex(commitment), fromHex(of.secretCommitment)) === 0;
}
