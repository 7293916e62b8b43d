/** The configuration files of an organisation's certificate authority. */
import { PEOPLE_AFFILIATION } from '@theriac/fabric-ca';
import { stringify } from 'yaml';
import { FABRIC_CA } from '../fabric-build/releases';

/** The default CA: its TLS CA, so that the server can make its own listener's certificate. */
export const TLS_CA = 'tlsca';
/** The second CA: it issues identities. */
export const IDENTITY_CA = 'ca';
/** The identity that registers all others, at both CAs. */
export const REGISTRAR = 'registrar';

/**
 * The signing profile of machines at the identity CA. Fabric CA lets certificates of three profiles only carry
 * attributes: `default`, `tls` and `ca`. The first two are for people (below), and the third, which would make
 * intermediate CAs, is redefined here: machines need years and a gateway its role, and nobody makes intermediate CAs.
 */
export const MACHINE_PROFILE = 'ca';
/** The signing profile of a person who has just proven again who they are. */
export const STEP_UP_PROFILE = 'tls';

const ROOT_LIFETIME = '175200h';
/** A new identity of a BFT orderer costs a change of every channel's configuration: rare by intent. */
const MACHINE_LIFETIME = '87600h';
/** People prove who they are anew within the hour. */
const PEOPLE_LIFETIME = '1h';
const STEP_UP_LIFETIME = '2m';

const SIGNING = ['digital signature'];
const TLS = ['signing', 'key encipherment', 'key agreement', 'server auth', 'client auth'];

/** What a server is told. */
export interface CaServerSettings {
  readonly organisation: string;
  /** Such as `127.0.0.1`. */
  readonly listenAddress: string;
  readonly port: number;
  readonly operationsPort: number;
  /** Names and addresses in the listener's certificate. */
  readonly hosts: readonly string[];
  /** Files with the TLS certificates of who may connect. */
  readonly callers: readonly string[];
  /** The registrar's one-time secrets; absent once the registrar has its certificates. */
  readonly secrets?: BootstrapSecrets;
}

/** One secret a CA. */
export interface BootstrapSecrets {
  readonly tls: string;
  readonly identity: string;
}

/** fabric-ca-server-config.yaml: the server and its TLS CA. */
export function serverConfig(settings: CaServerSettings): string {
  const { organisation, listenAddress, port, operationsPort, hosts, callers, secrets } = settings;
  return stringify({
    version: FABRIC_CA.release,
    address: listenAddress,
    port,
    debug: false,
    loglevel: 'info',
    crlsizelimit: 512_000,
    tls: {
      enabled: true,
      certfile: 'tls-cert.pem',
      clientauth: { type: 'requireandverifyclientcert', certfiles: callers },
    },
    cafiles: ['identity/fabric-ca-config.yaml'],
    operations: { listenAddress: `${listenAddress}:${operationsPort}`, tls: { enabled: false } },
    metrics: { provider: 'disabled' },
    ...certificateAuthority({
      ...{ name: TLS_CA, organisation, hosts, affiliations: {} },
      registry: registry('client,peer,orderer,admin', {}, secrets?.tls),
      signing: {
        default: { usage: TLS, expiry: MACHINE_LIFETIME },
        profiles: { tls: { usage: TLS, expiry: MACHINE_LIFETIME } },
      },
    }),
  });
}

/**
 * identity/fabric-ca-config.yaml: the identity CA. What a file does not say comes from the default CA, so that both say
 * everything.
 */
export function identityConfig({ organisation, hosts, secrets }: CaServerSettings): string {
  const rights = {
    'hf.Registrar.DelegateRoles': 'client',
    'hf.Registrar.Attributes': '*',
    'hf.Revoker': true,
    'hf.GenCRL': true,
  };
  return stringify({
    version: FABRIC_CA.release,
    ...certificateAuthority({
      ...{ name: IDENTITY_CA, organisation, hosts, affiliations: { [PEOPLE_AFFILIATION]: [] } },
      registry: registry('client,peer,orderer,admin', rights, secrets?.identity),
      signing: {
        default: { usage: SIGNING, expiry: PEOPLE_LIFETIME },
        profiles: {
          [STEP_UP_PROFILE]: { usage: SIGNING, expiry: STEP_UP_LIFETIME },
          [MACHINE_PROFILE]: { usage: SIGNING, expiry: MACHINE_LIFETIME },
        },
      },
    }),
  });
}

interface AuthoritySettings {
  readonly name: string;
  readonly organisation: string;
  readonly hosts: readonly string[];
  readonly registry: object;
  readonly affiliations: object;
  readonly signing: object;
}

function certificateAuthority({ name, organisation, hosts, ...settings }: AuthoritySettings): object {
  return {
    // An expired certificate must not revive itself: the registrar enrols its holder anew.
    ca: { name, reenrollIgnoreCertExpiry: false },
    crl: { expiry: '8760h' },
    ...settings,
    db: { type: 'sqlite3', datasource: 'fabric-ca-server.db' },
    csr: {
      cn: `${name}.${organisation}`,
      keyrequest: { algo: 'ecdsa', size: 256 },
      names: [{ O: organisation }],
      hosts,
      ca: { expiry: ROOT_LIFETIME, pathlength: 0 },
    },
    // Unused, and as small as it goes: the server makes an anonymous-credentials issuer in any case.
    idemix: { rhpoolsize: 1, nonceexpiration: '15s', noncesweepinterval: '24h', curve: 'gurvy.Bn254' },
    bccsp: { default: 'SW', sw: { hash: 'SHA2', security: 256, filekeystore: { keystore: 'msp/keystore' } } },
    cfg: { identities: { passwordattempts: 10 } },
  };
}

function registry(roles: string, rights: Readonly<Record<string, unknown>>, secret: string | undefined): object {
  if (secret === undefined) return { maxenrollments: -1, identities: [] };
  const attrs = { 'hf.Registrar.Roles': roles, ...rights };
  const registrar = { name: REGISTRAR, pass: secret, type: 'client', affiliation: '', maxenrollments: -1, attrs };
  return { maxenrollments: -1, identities: [registrar] };
}
