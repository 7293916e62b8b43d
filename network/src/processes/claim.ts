/** One supervisor a network: the claim on its state folder, which dies with its holder. */
import { isSameProcess, startOfProcess } from './process-identity';
import { RunFolder, type RunFile } from './run-file';

const SUPERVISOR = 'supervisor';

/** Another live process supervises this network. */
export class AlreadyRunningError extends Error {
  constructor(readonly pid: number) {
    super(`this network already runs, supervised by process ${pid}; npm run stop ends it`);
    this.name = 'AlreadyRunningError';
  }
}

/**
 * Makes this process the network's supervisor.
 * @throws {AlreadyRunningError} when another one is alive; a dead one's claim is taken over.
 */
export function claimNetwork(claims: RunFolder): void {
  const holder = supervisorOf(claims);
  if (holder !== undefined && holder.pid !== process.pid) throw new AlreadyRunningError(holder.pid);
  claims.write({
    name: SUPERVISOR,
    pid: process.pid,
    start: startOfProcess(process.pid) ?? 'unknown',
    startedAt: new Date().toISOString(),
    ports: [],
    restarts: 0,
    stopSignal: 'SIGTERM',
  });
}

/** Gives the network up. */
export function releaseNetwork(claims: RunFolder): void {
  if (claims.read(SUPERVISOR)?.pid === process.pid) claims.remove(SUPERVISOR);
}

/** The live supervisor of the network, if there is one. */
export function supervisorOf(claims: RunFolder): RunFile | undefined {
  const holder = claims.read(SUPERVISOR);
  return holder !== undefined && isSameProcess(holder.pid, holder.start) ? holder : undefined;
}
