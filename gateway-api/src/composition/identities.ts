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
import type { Config, OwnConsortium } from '../config';
import { named } from '../config/named';
import { EnrolmentDoor, OidcCallers, Sessions } from '../sign-in';
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
export type OpenSignIn = (config: Config, own: OwnConsortium) => SignIn;

/** @throws ConfigError when a folder does not hold what it should */
export function openSignIn(config: Config, { self }: OwnConsortium): SignIn {
  const msp = named('THERIAC_GATEWAY_MSP', () => readMspFolder(config.gatewayMsp));
  const own = { machine: machineCaller(self.name, msp), machineIdentity: machineIdentity(self.mspId, msp) };
  const enrolment = new EnrolmentDoor({
    address: config.enrolmentAddress,
    roots: named('THERIAC_TLS_ROOTS', () => readFileSync(config.tlsRoots)),
    credential: {
      cert: named('THERIAC_TLS_CERTIFICATE', () => readFileSync(config.tlsCertificate)),
      key: named('THERIAC_TLS_KEY', () => readFileSync(config.tlsKey)),
    },
    deadline: config.enrolmentDeadline,
  });
  const sessions = new Sessions({ mspId: self.mspId, enrolment, ...own });
  const issuer = config.tokenIssuer;
  const { tokenAudience: audience, tokenAlgorithms: algorithms, tokenClockSkew: clockSkewMs } = config;
  const tokens = new TokenVerifier({ issuer, audience, algorithms, clockSkewMs });
  return {
    ...own,
    ...{ enrolment, sessions, identities: new OwnKeyIdentities(sessions) },
    callers: new OidcCallers({ organisation: self.name, issuer, tokens, enrolment, sessions }),
    close: () => {
      enrolment.close();
    },
  };
}
