/** One supervisor a network: the claim on its state folder, which dies with its holder. */
import { isSameProcess, startOfProcess } from './process-identity';
import type { RunFile, RunFolder } from './run-file';

/** Another live process supervises this network. */
export class AlreadyRunningError extends Error {
  constructor(readonly pid: number) {
    super(`this network already runs, supervised by process ${pid}; npm run stop ends it`);
    this.name = 'AlreadyRunningError';
  }
}

/**
 * Makes this process the network's supervisor. Each claimant lays down a note of its own before it looks for others'
 * and takes it back when it finds a live one: a dead claim needs no taking over, and two who come at once cannot both
 * get it (both may be refused).
 * @throws {AlreadyRunningError} when another one is alive.
 */
export function claimNetwork(claims: RunFolder): void {
  claims.write({
    name: nameOf(process.pid),
    pid: process.pid,
    start: startOfProcess(process.pid) ?? 'unknown',
    startedAt: new Date().toISOString(),
    ports: [],
    restarts: 0,
    stopSignal: 'SIGTERM',
  });
  const other = liveClaims(claims).find(({ pid }) => pid !== process.pid);
  if (other === undefined) return;
  releaseNetwork(claims);
  throw new AlreadyRunningError(other.pid);
}

/** Gives this process's claim up. */
export function releaseNetwork(claims: RunFolder): void {
  claims.remove(nameOf(process.pid));
}

/** The live supervisor of the network, if there is one. */
export function supervisorOf(claims: RunFolder): RunFile | undefined {
  return liveClaims(claims)[0];
}

/** Claims whose holders live; the others' notes are dropped. */
function liveClaims(claims: RunFolder): RunFile[] {
  return claims.all().filter((claim) => {
    const alive = isSameProcess(claim.pid, claim.start);
    if (!alive) claims.remove(claim.name);
    return alive;
  });
}

function nameOf(pid: number): string {
  return `supervisor-${pid}`;
}
