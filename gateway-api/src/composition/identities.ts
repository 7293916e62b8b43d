/** Who this gateway acts as: its own machine identity, and the callers that it knows. */
import type { Config, OwnConsortium } from '../config';
import { ConfigError } from '../config';
import {
  type Caller,
  type CallerIdentities,
  type CallerIdentity,
  type CallerSource,
  DevelopmentCallers,
  HeldIdentities,
  OwnKeyIdentities,
  machineCaller,
  readMspFolder,
  readPeople,
} from '../caller';

/** Callers and the identities that the ledger sees. */
export interface Identities {
  readonly callers: CallerSource;
  readonly identities: CallerIdentities;
  /** The gateway itself as a caller. */
  readonly machine: Caller;
  readonly machineIdentity: CallerIdentity;
}

/** @throws ConfigError when a folder does not hold what it should */
export async function loadIdentities(config: Config, { self }: OwnConsortium): Promise<Identities> {
  const msp = named('THERIAC_GATEWAY_MSP', () => readMspFolder(config.gatewayMsp));
  const people = named('THERIAC_PEOPLE', () => readPeople(config.peopleFolder ?? '', self.name));
  const held = new HeldIdentities(self.mspId, [msp, ...people.map((person) => person.msp)]);
  const identities = new OwnKeyIdentities(held);
  const machine = machineCaller(self.name, msp);
  return {
    callers: new DevelopmentCallers(people),
    identities,
    machine,
    machineIdentity: await identities.identityOf(machine),
  };
}

/** A file that cannot be used is told with the variable that names it. */
export function named<T>(variable: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError([`${variable}: ${error instanceof Error ? error.message : 'cannot be read'}`]);
  }
}
