/** Stops a network from outside: through its supervisor when that lives, otherwise process by process. */
import { endLeftovers, endProcess, releaseNetwork, runningProcesses, supervisorOf } from '../processes';
import { claimsOf, runsOf, type NetworkPlace } from './network-place';

/** A supervisor that stops some thirty processes in order gets this long before it is killed. */
const SUPERVISOR_GRACE_MS = 90_000;

/** Ends all of the network's processes and only them; returns their names. */
export async function stopNetwork(place: NetworkPlace): Promise<string[]> {
  const running = runningProcesses(runsOf(place)).map(({ name }) => name);
  const supervisor = supervisorOf(claimsOf(place));
  if (supervisor !== undefined && supervisor.pid !== process.pid) await endProcess(supervisor, SUPERVISOR_GRACE_MS);
  // What a supervisor left that was killed, just now or long ago.
  await endLeftovers(runsOf(place));
  releaseNetwork(claimsOf(place));
  return running;
}
