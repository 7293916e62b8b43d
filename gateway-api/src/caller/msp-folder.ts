/** Reads an MSP folder as Fabric lays it out: one certificate in `signcerts`, one key in `keystore`. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an MSP folder holds of its owner. */
export interface MspFolder {
  /** PEM. */
  readonly certificate: string;
  readonly key: KeyObject;
  /** The certificate's common name. */
  readonly commonName: string;
}

/** @throws Error when a file is missing, is more than one, or does not parse */
export function readMspFolder(folder: string): MspFolder {
  const certificate = readFileSync(onlyFile(join(folder, 'signcerts')), 'utf8');
  const x509 = new X509Certificate(certificate);
  const key = createPrivateKey(readFileSync(onlyFile(join(folder, 'keystore'))));
  if (!x509.checkPrivateKey(key)) throw new Error(`the key in ${folder} does not belong to its certificate`);
  return { certificate, key, commonName: commonNameOf(x509) };
}

function onlyFile(folder: string): string {
  const [file, ...others] = readdirSync(folder);
  if (file === undefined || others.length > 0) throw new Error(`${folder} must hold exactly one file`);
  return join(folder, file);
}

function commonNameOf(certificate: X509Certificate): string {
  const line = certificate.subject.split('\n').find((part) => part.startsWith('CN='));
  if (line === undefined) throw new Error('the certificate has no common name');
  return line.slice('CN='.length);
}
