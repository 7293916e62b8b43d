/** Times a task that is done over and over, some of it at once. */
import { createHistogram, performance, type RecordableHistogram } from 'node:perf_hooks';

/** How often, and how many at once. */
export interface Load {
  readonly count: number;
  readonly inFlight: number;
}

/** A task, told which time it is. */
export type Task = (turn: number) => Promise<unknown>;

/** What the times of a task were, in milliseconds. */
export interface Timing {
  readonly p50: number;
  readonly p95: number;
  readonly perSecond: number;
}

/** Rounds of a comparison: what slows the machine for a while slows both. */
const ROUNDS = 5;
/** The part of a round's turns that nobody counts: connections and compiled code grow warm. */
const WARM_UP = 0.2;
const MICROSECONDS_A_MS = 1_000;

/** Times two tasks in turns, round by round, under the same load. */
export async function timeBoth(load: Load, one: Task, other: Task): Promise<readonly [Timing, Timing]> {
  const stopwatches = [new Stopwatch(one), new Stopwatch(other)] as const;
  const round = { ...load, count: Math.ceil(load.count / ROUNDS) };
  for (const stopwatch of stopwatches) await stopwatch.warmUp({ ...load, count: Math.ceil(load.count * WARM_UP) });
  for (let turn = 0; turn < ROUNDS; turn += 1) for (const stopwatch of stopwatches) await stopwatch.run(round);
  return [stopwatches[0].timing, stopwatches[1].timing];
}

/** Does a task so often, so many at once. */
export async function repeat({ count, inFlight }: Load, task: Task): Promise<void> {
  const turns = Array.from({ length: count }, (_, turn) => turn).values();
  const work = async (): Promise<void> => {
    for (const turn of turns) await task(turn);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
}

class Stopwatch {
  /** In microseconds: a histogram counts whole numbers. */
  readonly #times: RecordableHistogram = createHistogram();
  #done = 0;
  #spent = 0;

  constructor(private readonly task: Task) {}

  warmUp(load: Load): Promise<void> {
    return repeat(load, this.#task(0));
  }

  async run(load: Load): Promise<void> {
    const first = this.#done;
    const began = performance.now();
    await repeat(load, async (turn) => {
      const start = performance.now();
      await this.#task(first)(turn);
      this.#times.record(Math.max(1, Math.round((performance.now() - start) * MICROSECONDS_A_MS)));
    });
    this.#spent += performance.now() - began;
    this.#done += load.count;
  }

  get timing(): Timing {
    const at = (percentile: number): number => this.#times.percentile(percentile) / MICROSECONDS_A_MS;
    return { p50: at(50), p95: at(95), perSecond: (this.#done * 1_000) / this.#spent };
  }

  /** Turns go on counting from round to round, so that no two do the same. */
  #task(first: number): Task {
    return (turn) => this.task(first + turn);
  }
}
