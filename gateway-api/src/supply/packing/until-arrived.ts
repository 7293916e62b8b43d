/** Waits a moment for blocks that have not arrived in the own data yet, and leaves longer waiting to the job. */
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';

/** Milliseconds between looks, and how many of them before the job waits longer. */
const LOOK_EVERY = 250;
const MOST_LOOKS = 20;

/**
 * Looks until something is there.
 *
 * @param what of a sentence about what did not come, in the plural
 * @throws LedgerError SERVICE_UNAVAILABLE when it does not come, or the job is interrupted
 */
export async function untilArrived(what: string, isThere: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  for (let look = 0; look < MOST_LOOKS && !signal.aborted; look += 1) {
    if (look > 0) await pause(LOOK_EVERY);
    if (await isThere()) return;
  }
  throw new LedgerError('SERVICE_UNAVAILABLE', `${what} have not arrived here yet`);
}
