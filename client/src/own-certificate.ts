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
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    throw new RefusedToSign('OTHER_KEY', 'the gateway’s answer is no certificate');
  }
  const isOurs = equal(new Uint8Array(certificate.publicKey.rawData), await key.publicKey());
  const names = certificate.subjectName.getField('CN');
  if (!isOurs || names.length !== 1 || names[0] !== person)
    throw new RefusedToSign('OTHER_KEY', 'the certificate is for another key, or another person');
}
