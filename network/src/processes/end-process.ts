/** Ends a process that was noted, its group with it, and never another that got its pid since. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isSameProcess } from './process-identity';
import type { RunFile } from './run-file';

/** How long a process may take to end in good order before it is killed. */
export const GRACE_MS = 10_000;
const POLL_MS = 20;

/** How a process ended. */
export type Ending = 'was not running' | 'ended' | 'killed';

/** Asks the noted process to end, and kills its group when it has not within the grace. */
export async function endProcess(
  run: Pick<RunFile, 'pid' | 'start' | 'stopSignal'>,
  graceMs: number = GRACE_MS,
): Promise<Ending> {
  if (!signal(run, run.stopSignal)) return 'was not running';
  if (await ended(run, graceMs)) return 'ended';
  signal(run, 'SIGKILL');
  await ended(run, GRACE_MS);
  return 'killed';
}

/** Signals the noted process; SIGKILL goes to its whole group. False when that very process is not there any more. */
export function signal(run: Pick<RunFile, 'pid' | 'start'>, name: NodeJS.Signals): boolean {
  if (!isSameProcess(run.pid, run.start)) return false;
  try {
    // Each supervised process leads a group of its own, so that children in it cannot outlive it.
    process.kill(name === 'SIGKILL' ? -run.pid : run.pid, name);
    return true;
  } catch {
    return false; // ended in between
  }
}

async function ended(run: Pick<RunFile, 'pid' | 'start'>, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isSameProcess(run.pid, run.start)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}
