/** Who this gateway acts as: its own machine, and the people and programs whose tokens it believes. */
import { readFileSync } from 'node:fs';
import {
  type Caller,
  type CallerIdentities,
  type CallerIdentity,
  type CallerSource,
  OwnKeyIdentities,
  machineCaller,
  machineIdentity,
  readMspFolder,
} from '../caller';
import { type Config, ConfigError, type OwnConsortium } from '../config';
import { named } from '../config/named';
import { EnrolmentDoor, ForeignPatients, OidcCallers, Sessions } from '../sign-in';
import { OwnCertificates } from '../signings';
import { TokenVerifier } from '../tokens';

/** Callers and the identities that the ledger sees. */
export interface Identities {
  readonly callers: CallerSource;
  readonly identities: CallerIdentities;
  /** The gateway itself as a caller. */
  readonly machine: Caller;
  readonly machineIdentity: CallerIdentity;
}

/** Identities, and what they are issued by. */
export interface SignIn extends Identities {
  readonly enrolment: EnrolmentDoor;
  readonly sessions: Sessions;
  close(): void;
}

/** Opens it; how, the composition root is told. */
export type OpenSignIn = (config: Config, own: OwnConsortium, certificates: OwnCertificates) => SignIn;

/** @throws ConfigError when a folder does not hold what it should */
export function openSignIn(
  config: Config,
  own: OwnConsortium,
  certificates: OwnCertificates = ownCertificates(config, own),
): SignIn {
  const { self } = own;
  const msp = named('THERIAC_GATEWAY_MSP', () => readMspFolder(config.gatewayMsp));
  const machine = { machine: machineCaller(self.name, msp), machineIdentity: machineIdentity(self.mspId, msp) };
  const enrolment = new EnrolmentDoor({
    address: config.enrolmentAddress,
    roots: named('THERIAC_TLS_ROOTS', () => readFileSync(config.tlsRoots)),
    credential: {
      cert: named('THERIAC_TLS_CERTIFICATE', () => readFileSync(config.tlsCertificate)),
      key: named('THERIAC_TLS_KEY', () => readFileSync(config.tlsKey)),
    },
    deadline: config.enrolmentDeadline,
  });
  const sessions = new Sessions({ mspId: self.mspId, enrolment, ...machine });
  const issuer = config.tokenIssuer;
  const { tokenAudience: audience, tokenAlgorithms: algorithms, tokenClockSkew: clockSkewMs } = config;
  const settings = { audience, algorithms, clockSkewMs };
  const tokens = new TokenVerifier({ ...settings, issuer });
  const foreign = new ForeignPatients({ issuers: config.memberTokenIssuers, tokens: settings, certificates });
  return {
    ...machine,
    ...{ enrolment, sessions, identities: new OwnKeyIdentities(sessions) },
    callers: new OidcCallers({ organisation: self.name, issuer, tokens, foreign, enrolment, sessions }),
    close: () => {
      enrolment.close();
    },
  };
}

/**
 * The own people's certificates, and those of the patients whom other members may send.
 *
 * @throws ConfigError when there is no such member, or a root is no certificate
 */
export function ownCertificates({ memberTokenIssuers }: Config, { self, consortium }: OwnConsortium): OwnCertificates {
  const others = consortium.members.filter(({ name }) => memberTokenIssuers.has(name));
  if (others.length < memberTokenIssuers.size)
    throw new ConfigError(['THERIAC_MEMBER_TOKEN_ISSUERS names no member of the consortium file']);
  return named('THERIAC_CONSORTIUM', () => new OwnCertificates([self, ...others]));
}
