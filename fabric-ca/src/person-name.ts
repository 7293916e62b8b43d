/** The random name by which certificates and the ledger know a person. */
import { createHmac } from 'node:crypto';

/** 128 bits: nobody meets somebody else's name, and nobody guesses one. */
const NAME_BYTES = 16;

/**
 * A person's name at an organisation: fixed, and tied to them by nobody who lacks the key, so that no table of names is
 * kept. HMAC-SHA-256 over issuer and subject, which a line break parts: neither an URL nor a subject of RFC 9068 holds one.
 *
 * @param nameKey - 32 random bytes; another key is another name for everybody
 * @param issuer - the token's `iss`
 * @param subject - the token's `sub`
 * @returns 32 hexadecimal digits
 * @throws {Error} when the issuer holds a line break: two people could then have one name
 */
export function personNameOf(nameKey: Uint8Array, issuer: string, subject: string): string {
  if (issuer.includes('\n')) throw new Error('the name of an issuer holds no line break');
  return createHmac('sha256', nameKey).update(`${issuer}\n${subject}`).digest().subarray(0, NAME_BYTES).toString('hex');
}
