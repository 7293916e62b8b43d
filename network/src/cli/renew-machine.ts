/** Renews a machine's certificates while the network runs: issues them, restarts the machine, and waits until it serves. */
import { certificateAuthorityName, renewCertificates, withAuthorities } from '../certificates';
import { renewConnectionKeys } from '../chaincode-package/external-builder';
import { enrolmentName } from '../native/enrolment-process';
import { gatewayName } from '../native/gateway-process';
import { ordererName } from '../native/orderer-process';
import { forgetBuilds, peerName } from '../native/peer-process';
import { restartProcess, runningProcesses, supervisorOf } from '../processes';
import { waitForEnrolment } from '../readiness/wait-for-enrolment';
import { waitForGateway } from '../readiness/wait-for-gateways';
import { waitForOrderer } from '../readiness/wait-for-orderer';
import { waitForDoors } from '../readiness/wait-until-ready';
import { claimsOf, runsOf, type NetworkPlace } from './network-place';

/**
 * The network must run: its authorities issue, and its supervisor starts again what is ended here. Where it does not,
 * the next start renews by itself what expires within 30 days.
 * @throws {Error} when nobody supervises the network.
 */
export function requireRunning(place: NetworkPlace): void {
  if (supervisorOf(claimsOf(place)) !== undefined) return;
  throw new Error(`network ${place.name} does not run: its certificate authorities are needed. npm start starts it`);
}

/**
 * Renews one machine, such as `peer-pharmacy`, or `ca-pharmacy`, whose listener's certificate is meant.
 * @returns how long it did not serve, milliseconds; 0 for one without a process, such as an administrator.
 * @throws {CaError} when the authority refuses.
 */
export async function renewMachine(place: NetworkPlace, organisation: string, machine: string): Promise<number> {
  await renewCertificates(place, organisation, machine);
  if (machine === peerName(organisation)) {
    renewConnectionKeys(place.layout, organisation);
    forgetBuilds(place, organisation);
  }
  return restartMachine(place, organisation, machine);
}

/**
 * Restarts a machine's processes and waits until they serve; open streams to a peer end with it.
 * @returns how long it took, milliseconds; 0 when the machine has no process.
 */
export async function restartMachine(place: NetworkPlace, organisation: string, machine: string): Promise<number> {
  const runs = runsOf(place);
  // A chaincode server for each package: a test network carries more than the consortium's.
  const names = runningProcesses(runs)
    .map(({ name }) => name)
    .filter((name) => name === machine || (machine === `chaincode-${organisation}` && name.startsWith(`${machine}-`)));
  if (names.length === 0) return 0;
  const began = performance.now();
  for (const name of names) await restartProcess(runs, name);
  await waitUntilServing(place, organisation, machine);
  return performance.now() - began;
}

async function waitUntilServing(place: NetworkPlace, organisation: string, machine: string): Promise<void> {
  if (machine === certificateAuthorityName(organisation)) {
    await withAuthorities(place, organisation, () => Promise.resolve());
  } else if (machine === gatewayName(organisation)) {
    await waitForGateway(place, organisation);
  } else if (machine === enrolmentName(organisation)) {
    await waitForEnrolment(place, organisation);
  } else if (machine === ordererName(organisation)) {
    await waitForOrderer(place, organisation);
  } else {
    await waitForDoors(place, organisation);
  }
}
