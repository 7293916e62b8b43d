/** Says how a long step is going: often enough that nobody wonders, seldom enough that a log stays readable. */

/** Takes a line for a person. */
export type Report = (line: string) => void;

/** The longest that a running step is silent. */
const LINE_EVERY_MS = 3_000;

/**
 * Runs a step and reports what it is at every three seconds.
 * @param describe - called each time for the line.
 */
export async function withProgress<T>(
  report: Report,
  describe: (seconds: number) => string,
  step: () => Promise<T>,
  everyMs: number = LINE_EVERY_MS,
): Promise<T> {
  const begun = Date.now();
  const timer = setInterval(() => {
    report(describe(Math.round((Date.now() - begun) / 1_000)));
  }, everyMs);
  try {
    return await step();
  } finally {
    clearInterval(timer);
  }
}
