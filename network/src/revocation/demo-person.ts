/** The random name of a demo person, which only a holder of their organisation's name key can tell. */
import { existsSync, readFileSync } from 'node:fs';
import { personNameOf } from '@theriac/fabric-ca';
import type { CertifiedNetwork } from '../certificates';
import { nameKeyFile } from '../native/enrolment-process';
import { issuerUrlOf } from '../native/token-names';

/**
 * The name in certificates and logs of somebody who signs in at the development issuer, by the name they sign in by.
 * @throws {Error} when the organisation's enrolment service has never run, so that nobody has a name.
 */
export function demoPersonName(network: CertifiedNetwork, organisation: string, name: string): string {
  const file = nameKeyFile(network.layout, organisation);
  if (!existsSync(file)) {
    throw new Error(`${name} has no name on the ledger: the enrolment service of ${organisation} has never run`);
  }
  return personNameOf(readFileSync(file), issuerUrlOf(network, organisation), name);
}
