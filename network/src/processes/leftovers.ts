/** Processes that a killed supervisor left behind: found by their notes, ended in order. */
import { endProcess } from './end-process';
import { isSameProcess } from './process-identity';
import type { RunFile, RunFolder } from './run-file';
import { stopOrder } from './stop-order';

/** The noted processes that still run; notes of dead ones, or of a pid that is somebody else's now, are dropped. */
export function runningProcesses(runs: RunFolder): RunFile[] {
  return runs.all().filter((run) => {
    const alive = isSameProcess(run.pid, run.start);
    if (!alive) runs.remove(run.name);
    return alive;
  });
}

/** Ends every noted process that still runs, in stop order; returns their names. */
export async function endLeftovers(runs: RunFolder): Promise<string[]> {
  const left = runningProcesses(runs);
  for (const group of stopOrder(left)) {
    await Promise.all(
      group.map(async (run) => {
        await endProcess(run);
        runs.remove(run.name);
      }),
    );
  }
  return left.map((run) => run.name);
}
