/** How long to wait before a dead process is started again. */

const FIRST_MS = 200;
const LONGEST_MS = 10_000;
/** Who lived this long had started well: its next death is a new story. */
const WELL_MS = 30_000;

/** The wait before the next start, and the count of starts that it is the last of. */
export function nextDelayMs(restarts: number, livedMs: number): { ms: number; restarts: number } {
  const inARow = livedMs >= WELL_MS ? 0 : restarts;
  return { ms: Math.min(FIRST_MS * 2 ** inARow, LONGEST_MS), restarts: inARow + 1 };
}
