/** Every certificate of a network's organisations as it lies on disk, and whether it is good. */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialOf } from '@theriac/fabric-ca';
import { runsOrderer } from '../topology';
import { caFolderOf, type CertifiedNetwork } from './certificate-authority';
import { certificatePlan } from './certificate-plan';
import { RENEW_BEFORE_EXPIRY_MS } from './certificate-validity';
import { revokedCertificates } from './revocation-list-file';

/** Whether a certificate serves; one that expires soon is renewed by the next start. */
export type CertificateState = 'in force' | 'expires soon' | 'expired' | 'revoked';

/** A certificate on disk. */
export interface HeldCertificate {
  readonly organisation: string;
  /** Such as `gateway`, or `root of identities`. */
  readonly what: string;
  /** `identity` on the ledger, or `TLS` for connections. */
  readonly use: 'identity' | 'TLS';
  /** In lower-case hexadecimal digits. */
  readonly serial: string;
  readonly expires: Date;
  /** Whole days from now; negative when it has expired. */
  readonly daysLeft: number;
  readonly state: CertificateState;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The certificates of every organisation in the topology's order; those of people are in no folder. */
export function certificateInventory(network: CertifiedNetwork, now: Date): HeldCertificate[] {
  return network.topology.organisations.flatMap(({ name }) => heldBy(network, name, now));
}

function heldBy(network: CertifiedNetwork, organisation: string, now: Date): HeldCertificate[] {
  const revoked = revokedCertificates(network, organisation);
  return filesOf(network, organisation).flatMap(({ what, use, file }) => {
    if (!existsSync(file)) return [];
    const pem = readFileSync(file, 'utf8');
    const expires = new Date(new X509Certificate(pem).validTo);
    const serial = serialOf(pem);
    // The list is the identity authority's; TLS knows none.
    const isRevoked = use === 'identity' && revoked.has(serial);
    return {
      ...{ organisation, what, use, serial, expires },
      daysLeft: Math.floor((expires.getTime() - now.getTime()) / DAY_MS),
      state: isRevoked ? 'revoked' : stateOf(expires, now),
    };
  });
}

interface CertificateFile extends Pick<HeldCertificate, 'what' | 'use'> {
  readonly file: string;
}

function filesOf(network: CertifiedNetwork, organisation: string): CertificateFile[] {
  const ca = caFolderOf(network, organisation);
  const planned = certificatePlan(organisation, runsOrderer(network.topology, organisation));
  return [
    { what: 'root of identities', use: 'identity', file: join(ca.path, 'identity', 'ca-cert.pem') },
    { what: 'root of TLS', use: 'TLS', file: join(ca.path, 'ca-cert.pem') },
    { what: 'ca', use: 'TLS', file: join(ca.path, 'tls-cert.pem') },
    { what: 'registrar', use: 'identity', file: join(ca.registrarAtIdentity, 'signcerts', 'cert.pem') },
    { what: 'registrar at the TLS CA', use: 'TLS', file: join(ca.registrarAtTls, 'signcerts', 'cert.pem') },
    ...planned.map(({ folder, kind }): CertificateFile => {
      const file = kind === 'msp' ? join('signcerts', 'cert.pem') : 'server.crt';
      return {
        what: folder.split('/')[0] ?? folder,
        use: kind === 'msp' ? 'identity' : 'TLS',
        file: network.layout.organisation(organisation, folder, file),
      };
    }),
  ];
}

function stateOf(expires: Date, now: Date): CertificateState {
  const left = expires.getTime() - now.getTime();
  if (left <= 0) return 'expired';
  return left < RENEW_BEFORE_EXPIRY_MS ? 'expires soon' : 'in force';
}
