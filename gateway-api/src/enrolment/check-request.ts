/** What a request for a certificate must be: for the person, and for nothing that a certificate would show of them. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { LedgerError } from '@theriac/domain/ledger';
import { Pkcs10CertificateRequest } from '@peculiar/x509';

/**
 * Checks a request, and writes it anew, so that the authority reads what was read here. Fabric CA copies the rest of a
 * subject, and alternative names, into certificates, which stay in blocks for ever: a person's name could stand there.
 *
 * @param text PKCS #10 in PEM
 * @param person whose certificate it is to be
 * @returns PKCS #10 in PEM
 * @throws LedgerError CERTIFICATE_REQUEST_REFUSED
 */
export async function checkedRequest(text: string, person: string): Promise<string> {
  const request = parsed(text);
  if (request.subject !== `CN=${person}`) throw refused('its subject must be the person’s random name, and that alone');
  if (request.extensions.length > 0) throw refused('it must ask for no extensions');
  const { name, namedCurve } = request.publicKey.algorithm as { readonly name: string; readonly namedCurve?: string };
  if (name !== 'ECDSA' || namedCurve !== 'P-256') throw refused('its key must be one of P-256');
  if (!(await request.verify(webcrypto).catch(() => false))) throw refused('it is not signed by its own key');
  return request.toString('pem');
}

function parsed(text: string): Pkcs10CertificateRequest {
  if (!/^\s*-----BEGIN CERTIFICATE REQUEST-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE REQUEST-----\s*$/.test(text))
    throw refused('it must be one PKCS #10 request in PEM');
  try {
    return new Pkcs10CertificateRequest(text);
  } catch {
    throw refused('it must be one PKCS #10 request in PEM');
  }
}

function refused(detail: string): LedgerError {
  return new LedgerError('CERTIFICATE_REQUEST_REFUSED', detail);
}
