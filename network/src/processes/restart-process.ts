/** Restarts a supervised process from outside: ends it, and waits until its supervisor has started it again. */
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from './end-process';
import type { RunFolder } from './run-file';

/** A supervisor waits up to 10 s before it starts again what died several times in a row. */
const RESTART_WITHIN_MS = 20_000;
const POLL_MS = 50;

/**
 * Ends the process in good order and waits for its successor; it may not be ready yet.
 * @throws {Error} when it does not run, or nobody starts it again.
 */
export async function restartProcess(runs: RunFolder, name: string): Promise<void> {
  const before = runs.read(name);
  if (before === undefined) throw new Error(`${name} does not run`);
  await endProcess(before);
  const deadline = Date.now() + RESTART_WITHIN_MS;
  for (;;) {
    const after = runs.read(name);
    if (after !== undefined && after.pid !== before.pid) return;
    if (Date.now() > deadline) throw new Error(`${name} was ended, and its supervisor did not start it again`);
    await sleep(POLL_MS);
  }
}
