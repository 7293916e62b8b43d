/** Issues every certificate that the network lacks, once its certificate authorities run. */
import { serialOf } from '@theriac/fabric-ca';
import type { Report } from '../fabric-build';
import { runsOrderer } from '../topology';
import { sealCertificateAuthority, type CertifiedNetwork } from './certificate-authority';
import { certificatePlan, type PlannedCertificate } from './certificate-plan';
import { reasonToReissue } from './certificate-validity';
import { readCredential, writeMspRoots } from './credential-folder';
import { issue } from './issue';
import { withAuthorities, type Authorities } from './reach-authorities';
import { revokedCertificates } from './revocation-list-file';

/** How to go about it. */
export interface IssueOptions {
  readonly report: Report;
}

/**
 * Brings every certificate of the network to what the topology asks for, organisations side by side. What is there and
 * valid for another month stays as it is, so that a second run changes nothing, and one that was killed goes on. A
 * machine whose certificates were revoked gets new ones.
 * @throws {CaError} when an authority refuses.
 */
export async function issueCertificates(network: CertifiedNetwork, options: IssueOptions): Promise<void> {
  await Promise.all(network.topology.organisations.map(({ name }) => issueForOrganisation(network, name, options)));
}

/** As `issueCertificates`, for one organisation. */
export async function issueForOrganisation(
  network: CertifiedNetwork,
  organisation: string,
  options: IssueOptions,
): Promise<void> {
  const plan = certificatePlan(organisation, runsOrderer(network.topology, organisation));
  await issuePlan(network, organisation, plan, options);
}

async function issuePlan(
  network: CertifiedNetwork,
  organisation: string,
  plan: readonly PlannedCertificate[],
  { report }: IssueOptions,
): Promise<void> {
  const issued = await withAuthorities(network, organisation, async (authorities) => {
    sealCertificateAuthority(network, organisation);
    const revoked = revokedCertificates(network, organisation);
    writeMspRoots(network.layout.organisation(organisation, 'msp'), authorities.roots);
    return Promise.all(
      plan.map((planned) => {
        const folder = network.layout.organisation(organisation, planned.folder);
        return issueWhatIsMissing(folder, planned, authorities, revoked);
      }),
    );
  });
  const count = issued.filter(Boolean).length;
  if (count > 0) report(`${organisation}: ${count} of ${plan.length} certificates issued`);
}

/** Whether a certificate had to be issued. */
async function issueWhatIsMissing(
  folder: string,
  planned: PlannedCertificate,
  authorities: Authorities,
  revoked: ReadonlySet<string>,
): Promise<boolean> {
  const root = authorities.roots[planned.kind === 'tls' ? 'tls' : 'identity'];
  const held = readCredential(folder, planned.kind);
  const isRevoked = held !== undefined && planned.kind === 'msp' && revoked.has(serialOf(held.certificate));
  if (!isRevoked && reasonToReissue(held, planned, root, new Date()) === undefined) return false;
  await issue(folder, planned, authorities);
  return true;
}
