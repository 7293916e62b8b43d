/** Issues every certificate that the network lacks, once its certificate authorities run. */
import type { Report } from '../fabric-build';
import { organisationOf, runsOrderer } from '../topology';
import { newSecret } from './ca-folder';
import { sealCertificateAuthority, type CertifiedNetwork } from './certificate-authority';
import { certificatePlan, personPlan, type PersonToCertify, type PlannedCertificate } from './certificate-plan';
import { reasonToReissue } from './certificate-validity';
import { readCredential, writeCredential, writeMspRoots } from './credential-folder';
import { namePerson } from './people';
import { withAuthorities, type Authorities } from './reach-authorities';

/** How to go about it. */
export interface IssueOptions {
  readonly report: Report;
}

/**
 * Brings every certificate of the network to what the topology asks for, organisations side by side. What is there and
 * valid for another month stays as it is, so that a second run changes nothing, and one that was killed goes on.
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
  const plan = certificatePlan({
    name: organisation,
    runsOrderer: runsOrderer(network.topology, organisation),
    people: peopleOf(network, organisation),
  });
  await issuePlan(network, organisation, plan, options);
}

/** Renews what expires of an organisation's demo people, and leaves its machines alone. */
export async function refreshPeople(
  network: CertifiedNetwork,
  organisation: string,
  options: IssueOptions,
): Promise<void> {
  await issuePlan(network, organisation, peopleOf(network, organisation).map(personPlan), options);
}

function peopleOf(network: CertifiedNetwork, organisation: string): PersonToCertify[] {
  return organisationOf(network.topology, organisation).people.map((person) =>
    namePerson(network.layout.organisation(organisation, 'people', person.name), organisation, person),
  );
}

async function issuePlan(
  network: CertifiedNetwork,
  organisation: string,
  plan: readonly PlannedCertificate[],
  { report }: IssueOptions,
): Promise<void> {
  const issued = await withAuthorities(network, organisation, async (authorities) => {
    sealCertificateAuthority(network, organisation);
    writeMspRoots(network.layout.organisation(organisation, 'msp'), authorities.roots);
    return Promise.all(
      plan.map((planned) => {
        const folder = network.layout.organisation(organisation, planned.folder);
        return issueWhatIsMissing(folder, planned, authorities);
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
): Promise<boolean> {
  const authority = planned.kind === 'tls' ? 'tls' : 'identity';
  const held = readCredential(folder, planned.kind);
  if (reasonToReissue(held, planned, authorities.roots[authority], new Date()) === undefined) return false;
  const client = authorities.clients[authority];
  const { id, type, attributes, rights = {}, affiliation = '', profile, hosts } = planned;
  // The secret serves this one enrolment and is never stored: who is interrupted registers again with another.
  const secret = newSecret();
  await client.register(authorities.registrars[authority], { id, type, attributes, rights, affiliation, secret });
  const credential = await client.enrol({
    id,
    secret,
    hosts,
    attributes: Object.keys(attributes),
    ...(profile === undefined ? {} : { profile }),
  });
  writeCredential(folder, planned.kind, credential, authorities.roots);
  return true;
}
