import { setTimeout as pause } from 'node:timers/promises';
import { WorkLoop } from './work-loop';

/** So long that a test which waited for it would be seen to fail. */
const NEVER_MS = 60_000;

it('goes on at once while there is work, and then as soon as somebody tells of some', async () => {
  const rounds = [true, true, false, true, false];
  const done: boolean[] = [];
  const loop = loopOf(() => {
    const hasWorked = rounds[done.length] ?? false;
    done.push(hasWorked);
    return Promise.resolve(hasWorked);
  });
  loop.start();
  await pause(20);
  expect(done).toEqual([true, true, false]);
  loop.nudge();
  await pause(20);
  expect(done).toEqual(rounds);
  await loop.stop();
});

it('looks again at once when it is told of work during a round that found none', async () => {
  let rounds = 0;
  const loop = loopOf(() => {
    rounds += 1;
    if (rounds === 1) loop.nudge();
    return Promise.resolve(false);
  });
  loop.start();
  await pause(20);
  expect(rounds).toBe(2);
  await loop.stop();
});

it('tells of a round that failed, and goes on', async () => {
  const faults: unknown[] = [];
  let rounds = 0;
  const loop = new WorkLoop({
    round: () => {
      rounds += 1;
      return rounds === 1 ? Promise.reject(new Error('away')) : Promise.resolve(false);
    },
    failed: (error) => faults.push(error),
    pollMs: 5,
  });
  loop.start();
  await pause(50);
  await loop.stop();
  expect(faults).toEqual([new Error('away')]);
  expect(rounds).toBeGreaterThan(1);
});

it('stops when the round that runs has ended, which is told of it', async () => {
  let isEnded = false;
  const loop = loopOf(async (stopping) => {
    while (!stopping.aborted) await pause(5);
    isEnded = true;
    return true;
  });
  loop.start();
  await loop.stop();
  expect(isEnded).toBe(true);
});

function loopOf(round: (stopping: AbortSignal) => Promise<boolean>): WorkLoop {
  return new WorkLoop({
    round,
    failed: (error) => {
      throw error;
    },
    pollMs: NEVER_MS,
  });
}
