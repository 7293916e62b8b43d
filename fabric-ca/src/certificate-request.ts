/** Makes the request for a certificate, of a new key or of one that is kept. */
import 'reflect-metadata';
import { createPrivateKey, createPublicKey, webcrypto, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import {
  cryptoProvider,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  type JsonGeneralName,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A key and the request for its certificate. */
export interface CertificateRequest {
  readonly key: KeyObject;
  /** PKCS #10 in PEM. */
  readonly request: string;
}

/**
 * A request, with its P-256 key.
 * @param commonName - Fabric CA insists on the id of who enrols.
 * @param hosts - DNS names and addresses that the certificate will name.
 * @param kept - the key that the certificate is for; a new one when absent.
 */
export async function requestCertificate(
  commonName: string,
  hosts: readonly string[],
  kept?: KeyObject,
): Promise<CertificateRequest> {
  cryptoProvider.set(webcrypto);
  const keys = kept === undefined ? await newKeys() : await importKeys(kept);
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

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function importKeys(key: KeyObject): Promise<webcrypto.CryptoKeyPair> {
  const privateDer = key.export({ type: 'pkcs8', format: 'der' });
  const publicDer = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', privateDer, ALGORITHM, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', publicDer, ALGORITHM, true, ['verify']),
  };
}
