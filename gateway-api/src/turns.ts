/** Runs long work of the domain so that other requests are answered meanwhile. */
import { setImmediate } from 'node:timers/promises';
import type { Turns } from '@theriac/domain/ledger';

/** Milliseconds of work after which others have their turn; most work ends sooner, and never waits for them. */
const LONGEST_TURN = 10;

/** Does the work to its end, letting the event loop run whenever a turn of it took long enough. */
export async function inTurns<T>(turns: Turns<T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const turn = turns.next();
    if (turn.done === true) return turn.value;
    if (performance.now() - since < LONGEST_TURN) continue;
    await setImmediate();
    since = performance.now();
  }
}
