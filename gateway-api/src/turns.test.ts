import type { Turns } from '@theriac/domain/ledger';
import { inTurns } from './turns';

/** Milliseconds: longer than a turn may be. */
const LONG = 15;

function* work(turns: number, each: number): Turns<string> {
  for (let turn = 0; turn < turns; turn += 1) {
    const end = performance.now() + each;
    while (performance.now() < end) continue;
    yield;
  }
  return 'done';
}

/** How often the event loop went round while a promise was awaited. */
async function roundsDuring(promise: Promise<unknown>): Promise<number> {
  let rounds = 0;
  let isOver = false;
  const count = (): void => {
    rounds += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await promise;
  isOver = true;
  return rounds;
}

describe('long work in turns', () => {
  it('comes to its result', async () => {
    await expect(inTurns(work(3, 0))).resolves.toBe('done');
  });

  it('lets others be served after each long turn', async () => {
    expect(await roundsDuring(inTurns(work(10, LONG)))).toBeGreaterThanOrEqual(9);
  });

  it('does not wait for others when it is short', async () => {
    expect(await roundsDuring(inTurns(work(100, 0)))).toBe(0);
  });

  it('fails as the work does', async () => {
    function* failing(): Turns<never> {
      yield;
      throw new Error('refused');
    }
    await expect(inTurns(failing())).rejects.toThrow('refused');
  });
});
