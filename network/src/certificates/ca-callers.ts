/**
 * Who may speak to a certificate authority at all: its registrar and the enrolment service, each by a TLS certificate
 * that the server holds to compare with. A Fabric CA lets everybody who holds a certificate have it made anew, for as
 * long as any profile lasts and however short it was to live; so who holds people's keys must not reach it.
 */
import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { ExtendedKeyUsage, ExtendedKeyUsageExtension, X509CertificateGenerator } from '@peculiar/x509';
import type { Credential } from '@theriac/fabric-ca';
import type { StateLayout } from '../native/state-layout';
import { readCredential, writeTlsCredential } from './credential-folder';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const YEAR_MS = 365 * 24 * 3_600_000;
/** As long as the authority's own root. */
const YEARS = 20;

/** Folders of the TLS certificates, within the organisation's own. */
const CALLERS = { registrar: join('ca', 'caller'), enrolment: join('enrolment', 'ca-caller') } as const;

/** Who may speak to the authority. */
export type CaCaller = keyof typeof CALLERS;

/** The folder of a caller's TLS certificate. */
export function callerFolder(layout: StateLayout, organisation: string, who: CaCaller): string {
  return layout.organisation(organisation, CALLERS[who]);
}

/** The files of the certificates that the server compares with. */
export function callerCertificates(layout: StateLayout, organisation: string): string[] {
  return (Object.keys(CALLERS) as CaCaller[]).map((who) => join(callerFolder(layout, organisation, who), 'server.crt'));
}

/**
 * A caller's certificate and key.
 * @throws {Error} when there is none: the authority was never prepared.
 */
export function callerCredential(layout: StateLayout, organisation: string, who: CaCaller): Credential {
  const held = readCredential(callerFolder(layout, organisation, who), 'tls');
  if (held === undefined) throw new Error(`${organisation} has no TLS certificate for its authority's ${who}`);
  return held;
}

/** Makes what is missing, before the server first starts: nobody has to be asked for a certificate that is its own root. */
export async function ensureCallers(layout: StateLayout, organisation: string): Promise<void> {
  for (const who of Object.keys(CALLERS) as CaCaller[]) {
    const folder = callerFolder(layout, organisation, who);
    if (readCredential(folder, 'tls') === undefined)
      writeTlsCredential(folder, await ownRoot(`${who}-${organisation}`));
  }
}

async function ownRoot(commonName: string): Promise<Credential> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      ...{ name: `CN=${commonName}`, keys, signingAlgorithm: ALGORITHM },
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + YEARS * YEAR_MS),
      extensions: [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])],
    },
    webcrypto,
  );
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    certificate: certificate.toString('pem'),
    key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
  };
}
