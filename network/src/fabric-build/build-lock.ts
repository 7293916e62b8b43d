/**
 * Lets one process at a time build into a folder of the cache.
 *
 * Who wants the lock puts down a ticket, a file whose *name* holds its process's id and start time, and has the lock
 * when no other living process's ticket lies there; otherwise it takes the ticket back and tries again. A dead
 * process's ticket can never come alive, so anybody may remove it at any time: there is no moment at which a stale
 * lock is taken over, and so no race about it.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSameProcess, startOfProcess } from '../processes/process-identity';

const SUFFIX = '.ticket';

/** Two who took their tickets back at once should not try again at once. */
const SHORTEST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 250;

/** Who holds the lock. */
export interface LockHolder {
  readonly pid: number;
}

/**
 * Runs `work` while no other process runs work under the same folder's lock.
 * @param onWait - told who holds it each time that the lock is not to be had (several times a second).
 */
export async function withBuildLock<T>(
  folder: string,
  work: () => Promise<T>,
  onWait: (holder: LockHolder) => void = () => undefined,
): Promise<T> {
  const ticket = join(folder, ticketName());
  mkdirSync(folder, { recursive: true });
  for (;;) {
    writeFileSync(ticket, '', { flag: 'wx' });
    const holder = otherHolder(folder, ticket);
    if (holder === undefined) break;
    rmSync(ticket, { force: true });
    onWait(holder);
    await sleep(SHORTEST_WAIT_MS + Math.random() * (LONGEST_WAIT_MS - SHORTEST_WAIT_MS));
  }
  try {
    return await work();
  } finally {
    rmSync(ticket, { force: true });
  }
}

/** Part of the name is random, so that two calls within a process exclude one another too. */
function ticketName(): string {
  return [process.pid, startOfProcess(process.pid), randomBytes(6).toString('hex')].join('_') + SUFFIX;
}

/** Another living process with a ticket; dead ones' tickets are swept away on the way. */
function otherHolder(folder: string, own: string): LockHolder | undefined {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (!name.endsWith(SUFFIX) || path === own) continue;
    const [pid = '', start = ''] = name.slice(0, -SUFFIX.length).split('_');
    if (isSameProcess(Number(pid), start)) return { pid: Number(pid) };
    rmSync(path, { force: true });
  }
  return undefined;
}
