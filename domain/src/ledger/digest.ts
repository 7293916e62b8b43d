/** The digests that rules need, as a port: node:crypto in chaincode and gateway, a small library in a browser. */

/** SHA-256 and HMAC-SHA-256, synchronous, over bytes. */
export interface Digest {
  sha256(bytes: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
}
