/** Work that is looked for again and again: at once while there is some or when somebody tells of it, else now and then. */
import { setTimeout as pause } from 'node:timers/promises';

/** What a loop does. */
export interface Work {
  /**
   * Does what there is to do. Resolves to whether there was anything: then it is called again at once.
   * @param stopping aborted when the loop is to end, which waits for this round
   */
  readonly round: (stopping: AbortSignal) => Promise<boolean>;
  /** Told of a round that rejected; the next one follows after a pause. */
  readonly failed: (error: unknown) => void;
  /** Milliseconds until the next look, when there was nothing. */
  readonly pollMs: number;
}

/** The loop, until it is stopped. */
export class WorkLoop {
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly work: Work) {}

  start(): void {
    this.#running = this.#run();
  }

  /** Says that there is work now. */
  nudge(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  /** Resolves when the round that runs has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.nudge();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      // Taken before the round, so that what is told of meanwhile is not slept over.
      const { signal } = this.#wake;
      const hasWorked = await this.#round();
      if (!hasWorked) await pause(this.work.pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #round(): Promise<boolean> {
    try {
      return await this.work.round(this.#stop.signal);
    } catch (error) {
      this.work.failed(error);
      return false;
    }
  }
}
