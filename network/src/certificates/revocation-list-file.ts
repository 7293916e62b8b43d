/** An organisation's revocation list on disk, where its nodes look for it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { revokedSerials } from '@theriac/fabric-ca';
import type { CertifiedNetwork } from './certificate-authority';
import { writeOwnerOnly } from './owner-only';

const FILE = join('crls', 'ca.pem');

/**
 * Writes the list into the organisation's public MSP folder, of which channels are made, and into those of its peer and
 * orderer, which judge by it what belongs to no channel, such as installing a package, from their next start on.
 * @param list - PEM.
 */
export function writeRevocationList({ layout }: CertifiedNetwork, organisation: string, list: string): void {
  for (const folder of [['msp'], ['peer', 'msp'], ['orderer', 'msp']]) {
    const msp = layout.organisation(organisation, ...folder);
    if (existsSync(msp)) writeOwnerOnly(join(msp, FILE), list);
  }
}

/** Serial numbers of the identity certificates that the organisation's newest list here takes back; none without one. */
export function revokedCertificates({ layout }: CertifiedNetwork, organisation: string): ReadonlySet<string> {
  const file = layout.organisation(organisation, 'msp', FILE);
  return existsSync(file) ? revokedSerials(readFileSync(file, 'utf8')) : new Set();
}
