/** Judges a caller's own signature before the ledger sees it: Fabric's answers to a wrong one do not say what is wrong. */
import { type KeyObject, verify } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { LedgerError } from '@theriac/domain/ledger';

/**
 * Checks a signature over a message: ECDSA P-256 with SHA-256, strict DER, low S.
 *
 * @throws LedgerError SIGNATURE_REFUSED, with what is wrong
 */
export function requireSignature(key: KeyObject, message: Uint8Array, signature: Uint8Array): void {
  if (isHighS(signature))
    throw refused('has the higher of the two values of S: send the curve’s order less S (Fabric refuses this one)');
  // OpenSSL verifies: JavaScript would take a millisecond.
  if (!verify('sha256', message, { key, dsaEncoding: 'der' }, signature))
    throw refused('is not that of the certificate’s key over exactly these bytes');
}

function isHighS(signature: Uint8Array): boolean {
  let parsed;
  try {
    parsed = p256.Signature.fromBytes(signature, 'der');
  } catch {
    throw refused('is not an ECDSA signature in DER');
  }
  return parsed.hasHighS();
}

function refused(what: string): LedgerError {
  return new LedgerError('SIGNATURE_REFUSED', `the signature ${what}`);
}
