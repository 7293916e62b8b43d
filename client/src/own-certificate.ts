/** The user's certificate: what it says, and when another is needed. */
import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import { equal } from './encoding';
import { RefusedToSign } from './failures';
import type { UserKey } from './user-key';

/** A certificate that has less than this left is renewed first: a user may look for minutes at what they sign. */
const LEAST_LEFT = 300_000;

/** The DER of a certificate in PEM. @throws Error when it is none */
export function derOf(pem: string): Uint8Array {
  return new Uint8Array(new X509Certificate(pem).rawData);
}

/** Whether a certificate lasts for another request. @param now milliseconds since 1970 */
export function lasts(pem: string, now: number): boolean {
  return new X509Certificate(pem).notAfter.getTime() - now >= LEAST_LEFT;
}

/**
 * Refuses a certificate that is not for the user's key and name: under it the user would sign for nobody, or for another.
 *
 * @throws RefusedToSign OTHER_KEY
 */
export async function requireOwn(pem: string, key: UserKey, person: string): Promise<void> {
  const names = read(await requireOwnKey(pem, key)).subjectName.getField('CN');
  if (names.length !== 1 || names[0] !== person)
    throw new RefusedToSign('OTHER_KEY', 'the certificate is for another person');
}

/**
 * Refuses a certificate that is not for the user's key; otherwise it is the answer.
 *
 * @throws RefusedToSign OTHER_KEY
 */
export async function requireOwnKey(pem: string, key: UserKey): Promise<string> {
  const isOurs = equal(new Uint8Array(read(pem).publicKey.rawData), await key.publicKey());
  if (!isOurs) throw new RefusedToSign('OTHER_KEY', 'the certificate is for another key');
  return pem;
}

function read(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new RefusedToSign('OTHER_KEY', 'the gateway’s answer is no certificate');
  }
}
