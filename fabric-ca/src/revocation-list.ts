/** What an authority has taken back: the list that it signs, and the reasons that it notes. */
import 'reflect-metadata';
import { AuthorityKeyIdentifierExtension, X509Certificate, X509Crl } from '@peculiar/x509';

/**
 * Why a certificate is taken back: RFC 5280's words for users' certificates, without `certificateHold`, since nothing
 * that Fabric CA revoked comes back. The authority notes the reason; its list carries numbers only.
 */
export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'privilegeWithdrawn',
] as const;

/** One of RFC 5280's reasons. */
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** What is revoked: an identity with all of its certificates and for good, or one certificate. */
export type Revocation = { readonly reason: RevocationReason } & (
  { readonly id: string } | { readonly serial: string; readonly authorityKeyId: string }
);

/** How an authority tells its certificates apart; both in lower-case hexadecimal digits without leading zeros. */
export interface CertificateNumber {
  readonly serial: string;
  readonly authorityKeyId: string;
}

/**
 * The number of a certificate.
 * @param certificate - PEM.
 * @throws {Error} when it does not name the key that signed it, as every certificate of Fabric CA does.
 */
export function certificateNumber(certificate: string): CertificateNumber {
  const parsed = new X509Certificate(certificate);
  const authority = parsed.getExtension(AuthorityKeyIdentifierExtension)?.keyId;
  if (authority === undefined) throw new Error('the certificate names no authority key');
  return { serial: serialOf(certificate), authorityKeyId: plainHex(authority) };
}

/**
 * The serial number of a certificate.
 * @param certificate - PEM.
 */
export function serialOf(certificate: string): string {
  return plainHex(new X509Certificate(certificate).serialNumber);
}

/**
 * The serial numbers on a revocation list, as `certificateNumber` writes them.
 * @param list - PEM.
 */
export function revokedSerials(list: string): Set<string> {
  return new Set(new X509Crl(list).entries.map(({ serialNumber }) => plainHex(serialNumber)));
}

function plainHex(hex: string): string {
  return hex.toLowerCase().replace(/^0+/, '');
}
