/** The digests that rules need, as a port: node:crypto in chaincode and gateway, a small library in a browser. */

/** A SHA-256 of bytes that are handed over piece by piece: of a whole that is too large to stand in memory once more. */
export interface RunningSha256 {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** SHA-256 and HMAC-SHA-256, synchronous, over bytes. */
export interface Digest {
  sha256(bytes: Uint8Array): Uint8Array;
  runningSha256(): RunningSha256;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
}
