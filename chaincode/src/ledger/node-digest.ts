/** The digest port by Node's own OpenSSL. */
import { createHash, createHmac, hash } from 'node:crypto';
import type { Digest } from '@theriac/domain/ledger';

/** SHA-256 and HMAC-SHA-256 by node:crypto. */
export const nodeDigest: Digest = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  runningSha256: () => createHash('sha256'),
  hmacSha256: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
};
