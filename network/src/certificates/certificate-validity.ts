/** Whether a certificate on disk still is what the topology asks for. */
import { X509Certificate } from 'node:crypto';
import { certificateAttributes, type Credential } from '@theriac/fabric-ca';
import type { PlannedCertificate } from './certificate-plan';

/** A certificate that would expire soon after a start is renewed at the start. */
export const RENEW_BEFORE_EXPIRY_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * Why a certificate must be issued again; nothing when it serves.
 * @param root - PEM of the CA that must have issued it.
 */
export function reasonToReissue(
  held: Credential | undefined,
  plan: PlannedCertificate,
  root: string,
  now: Date,
): string | undefined {
  if (held === undefined) return 'there is none';
  const certificate = parseCertificate(held.certificate);
  if (certificate === undefined) return 'it cannot be read';
  if (!certificate.checkPrivateKey(held.key)) return 'its key is another';
  if (!certificate.verify(new X509Certificate(root).publicKey)) return 'another CA issued it';
  if (Date.parse(certificate.validTo) - now.getTime() < RENEW_BEFORE_EXPIRY_MS) return 'it expires soon';
  if (!certificate.subject.split('\n').includes(`CN=${plan.id}`)) return 'it names somebody else';
  if (!sameAttributes(certificateAttributes(held.certificate), plan.attributes)) return 'it has other attributes';
  if (!plan.hosts.every((host) => hostsOf(certificate).includes(host))) return 'it lacks a host';
  return undefined;
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function sameAttributes(held: Readonly<Record<string, string>>, planned: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(planned);
  return names.length === Object.keys(held).length && names.every((name) => held[name] === planned[name]);
}

/** From `DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1`. */
function hostsOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address):/, '').replace(/^0:0:0:0:0:0:0:1$/, '::1'));
}
