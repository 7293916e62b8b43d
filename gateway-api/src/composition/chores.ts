/** Work that comes round again for as long as the gateway lives. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

/** A chore: swept rows, unfinished transactions looked up. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<unknown>;
}

/** Runs chores, each at once and then at its interval; one that fails is run again the next time. */
export class Chores {
  readonly #stop = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly chores: readonly Chore[],
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#running = Promise.all(this.chores.map((chore) => this.#repeat(chore)));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #repeat(chore: Chore): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await chore.run().catch((error: unknown) => {
        this.logger.warn({ error, chore: chore.name }, 'a chore failed and comes round again');
      });
      await pause(chore.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
