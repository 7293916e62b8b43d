/** Which certificates an organisation needs: the one list that issuing, checking and tests go by. */
import { PEOPLE_AFFILIATION, type IdentityType } from '@theriac/fabric-ca';
import { MACHINE_PROFILE } from './ca-config';

/** A certificate that an organisation needs. */
export interface PlannedCertificate {
  /** Folder within the organisation's own, such as `peer/tls`. */
  readonly folder: string;
  /** An MSP folder holds an identity of the ledger, a TLS folder a connection's. */
  readonly kind: 'msp' | 'tls';
  /** Its name at the CA and in the certificate. */
  readonly id: string;
  readonly type: IdentityType;
  /** What the certificate carries; role and site. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What its holder may do at the CA, which no certificate carries. */
  readonly rights?: Readonly<Record<string, string>>;
  /** At the CA; the root when absent. */
  readonly affiliation?: string;
  /** The CA's signing profile; its default for people. */
  readonly profile?: string;
  readonly hosts: readonly string[];
}

/** Who is to be certified. */
export interface OrganisationToCertify {
  readonly name: string;
  readonly runsOrderer: boolean;
  readonly people: readonly PersonToCertify[];
}

/** A demo person, with the random name that stands for them on the ledger. */
export interface PersonToCertify {
  readonly name: string;
  /** 32 hex digits. */
  readonly person: string;
  readonly role: string;
  readonly site?: string | undefined;
}

/** Names by which processes of this machine reach one another; a container is reached by its service's name. */
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '::1'];

/** Every certificate of an organisation, machines first. */
export function certificatePlan(organisation: OrganisationToCertify): PlannedCertificate[] {
  return [...machines(organisation), ...organisation.people.map(personPlan)];
}

/** A person's certificate holds random name, role and site, and nothing that a stranger could tie to them. */
export function personPlan({ name, person, role, site }: PersonToCertify): PlannedCertificate {
  return {
    folder: `people/${name}/msp`,
    kind: 'msp',
    id: person,
    type: 'client',
    attributes: { role, ...(site === undefined ? {} : { site }) },
    hosts: [],
  };
}

/**
 * The enrolment service's registrar: it registers clients of the people's affiliation, with these attributes, and may
 * neither revoke nor delegate. Without the affiliation it could give the registrar itself, which is a client too, a new
 * secret, and enrol in its name: tried, and done.
 */
const ENROLMENT_RIGHTS = { 'hf.Registrar.Roles': 'client', 'hf.Registrar.Attributes': 'role,site,mfa' };

function machines({ name, runsOrderer }: OrganisationToCertify): PlannedCertificate[] {
  const identity = (machine: string, type: IdentityType, attributes = {}): PlannedCertificate => ({
    folder: `${machine}/msp`,
    kind: 'msp',
    id: `${machine}-${name}`,
    type,
    attributes,
    profile: MACHINE_PROFILE,
    hosts: [],
  });
  const tls = (machine: string, type: IdentityType): PlannedCertificate => ({
    folder: `${machine}/tls`,
    kind: 'tls',
    id: `${machine}-${name}`,
    type,
    attributes: {},
    hosts: [...LOCAL_HOSTS, `${machine}-${name}`],
  });
  const orderer = [identity('orderer', 'orderer'), tls('orderer', 'orderer'), tls('osnadmin', 'client')];
  return [
    identity('admin', 'admin'),
    tls('admin', 'admin'),
    identity('peer', 'peer'),
    tls('peer', 'peer'),
    ...(runsOrderer ? orderer : []),
    identity('gateway', 'client', { role: 'gateway' }),
    tls('gateway', 'client'),
    { ...identity('enrolment', 'client'), rights: ENROLMENT_RIGHTS, affiliation: PEOPLE_AFFILIATION },
    tls('enrolment', 'client'),
    tls('chaincode', 'client'),
  ];
}
