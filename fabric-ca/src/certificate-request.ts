/** Makes a key, and the request for a certificate of it. */
import 'reflect-metadata';
import { createPrivateKey, webcrypto, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import {
  cryptoProvider,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  type JsonGeneralName,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A new key and the request for its certificate. */
export interface CertificateRequest {
  readonly key: KeyObject;
  /** PKCS #10 in PEM. */
  readonly request: string;
}

/**
 * A new P-256 key with a request.
 * @param commonName - Fabric CA insists on the id of who enrols.
 * @param hosts - DNS names and addresses that the certificate will name.
 */
export async function requestCertificate(commonName: string, hosts: readonly string[]): Promise<CertificateRequest> {
  cryptoProvider.set(webcrypto);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const names = hosts.map((host): JsonGeneralName => ({ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }));
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: `CN=${commonName}`,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)],
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), request: request.toString('pem') };
}
