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
  /** What the certificate carries. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What its holder may do at the CA, which no certificate carries. */
  readonly rights?: Readonly<Record<string, string>>;
  /** At the CA; the root when absent. */
  readonly affiliation?: string;
  /** The CA's signing profile. */
  readonly profile?: string;
  readonly hosts: readonly string[];
}

/** Names by which processes of this machine reach one another; a container is reached by its service's name. */
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '::1'];

/**
 * The enrolment service's registrar: it registers clients of the people's affiliation, with these attributes, and may
 * neither revoke nor delegate. Without the affiliation it could give the registrar itself, which is a client too, a new
 * secret, and enrol in its name: tried, and done.
 */
const ENROLMENT_RIGHTS = { 'hf.Registrar.Roles': 'client', 'hf.Registrar.Attributes': 'role,site,mfa' };

/** Every certificate of an organisation's machines; people get theirs of the enrolment service, hour by hour. */
export function certificatePlan(name: string, runsOrderer: boolean): PlannedCertificate[] {
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
