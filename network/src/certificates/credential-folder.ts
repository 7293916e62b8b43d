/** Where a certificate and its key lie: an MSP folder for an identity, a TLS folder for connections. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Credential } from '@theriac/fabric-ca';
import type { PlannedCertificate } from './certificate-plan';
import { writeOwnerOnly } from './owner-only';

/** The roots of an organisation's two certificate authorities, PEM. */
export interface OrganisationRoots {
  readonly identity: string;
  readonly tls: string;
}

const CA_CERTIFICATE = join('cacerts', 'ca.pem');

/**
 * Lets an MSP tell what a certificate is for by its OU. Each kind names the CA's certificate within the folder: a wrong
 * path there is only a warning in Fabric's log, and then nobody is of any kind.
 */
const NODE_OUS = stringify({
  NodeOUs: {
    Enable: true,
    ...Object.fromEntries(
      ['Client', 'Peer', 'Admin', 'Orderer'].map((kind) => [
        `${kind}OUIdentifier`,
        { Certificate: CA_CERTIFICATE, OrganizationalUnitIdentifier: kind.toLowerCase() },
      ]),
    ),
  },
});

/** What every MSP folder of an organisation holds, and the organisation's own consists of. */
export function writeMspRoots(folder: string, roots: OrganisationRoots): void {
  writeOwnerOnly(join(folder, CA_CERTIFICATE), roots.identity);
  writeOwnerOnly(join(folder, 'tlscacerts', 'tlsca.pem'), roots.tls);
  writeOwnerOnly(join(folder, 'config.yaml'), NODE_OUS);
}

/** Writes a certificate where its users look for it; the key first, so that no certificate lies without its key. */
export function writeCredential(
  folder: string,
  kind: PlannedCertificate['kind'],
  credential: Credential,
  roots: OrganisationRoots,
): void {
  if (kind === 'msp') writeMspRoots(folder, roots);
  else writeOwnerOnly(join(folder, 'ca.crt'), roots.tls);
  writePair(filesOf(folder, kind), credential);
}

/** Writes a TLS certificate that is checked by nobody's root. */
export function writeTlsCredential(folder: string, credential: Credential): void {
  writePair(filesOf(folder, 'tls'), credential);
}

function writePair(files: ReturnType<typeof filesOf>, { certificate, key }: Credential): void {
  writeOwnerOnly(files.key, key.export({ type: 'pkcs8', format: 'pem' }) as string);
  writeOwnerOnly(files.certificate, certificate);
}

/** The certificate and key in a folder, if both are there and the key is one. */
export function readCredential(folder: string, kind: PlannedCertificate['kind']): Credential | undefined {
  const files = filesOf(folder, kind);
  if (!existsSync(files.certificate) || !existsSync(files.key)) return undefined;
  const key = privateKeyIn(files.key);
  return key === undefined ? undefined : { certificate: readFileSync(files.certificate, 'utf8'), key };
}

/** A file that a full disk cut short is no key: its certificate is issued again. */
function privateKeyIn(file: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(file));
  } catch {
    return undefined;
  }
}

function filesOf(folder: string, kind: PlannedCertificate['kind']): { certificate: string; key: string } {
  return kind === 'msp'
    ? { certificate: join(folder, 'signcerts', 'cert.pem'), key: join(folder, 'keystore', 'key.pem') }
    : { certificate: join(folder, 'server.crt'), key: join(folder, 'server.key') };
}
