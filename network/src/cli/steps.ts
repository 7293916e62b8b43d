/** Shows a start as it goes: a live list on a terminal, plain lines elsewhere. */

/** A part of a start, with a title that says what will be true afterwards. */
export interface Step {
  readonly title: string;
  /** @param say - shows what the step is at. */
  readonly run: (say: (detail: string) => void) => Promise<void>;
}

/** Runs steps one after the other, showing them; the first failure ends it. */
export type StepRunner = (steps: readonly Step[]) => Promise<void>;

/** The way of showing that fits where the output goes. */
export function stepRunner(output: Pick<NodeJS.WriteStream, 'isTTY'>, write: (line: string) => void): StepRunner {
  return output.isTTY ? runAsList : runAsLines(write);
}

/** A list that is redrawn in place, for people. */
export const runAsList: StepRunner = async (steps) => {
  // Loaded when it is used: only a terminal needs it.
  const { Listr, PRESET_TIMER } = await import('listr2');
  await new Listr(
    steps.map(({ title, run }) => ({
      title,
      task: async (_context: unknown, task: { output: string }): Promise<void> => {
        await run((detail) => {
          task.output = detail;
        });
      },
    })),
    { concurrent: false, exitOnError: true, rendererOptions: { timer: { ...PRESET_TIMER, field: seconds } } },
  ).run();
};

/** A line for each step when it is done and for each detail, for logs. */
export function runAsLines(write: (line: string) => void): StepRunner {
  return async (steps) => {
    for (const { title, run } of steps) {
      const began = Date.now();
      await run((detail) => {
        write(`  ${detail}`);
      });
      write(`${title} (${seconds(Date.now() - began)})`);
    }
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
