/** The workers of this process: they take jobs one after another until they are stopped. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { LeaseLost } from '../database';
import type { AnyJobKind } from './job-kind';
import type { HeldJob, JobStore } from './jobs.store';
import { runJob } from './run-job';

/** How the workers work. */
export interface WorkerSettings {
  readonly workers: number;
  readonly leaseMs: number;
  /** How often they look for work that nobody told them of: another process's, or one whose time has come. */
  readonly pollMs: number;
}

/** A fixed number of workers over all kinds of jobs. */
export class JobWorkers {
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<unknown> = Promise.resolve();
  readonly #finished = new Set<(id: string) => void>();

  constructor(
    private readonly store: JobStore,
    private readonly kinds: ReadonlyMap<string, AnyJobKind>,
    private readonly settings: WorkerSettings,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#running = Promise.all(Array.from({ length: this.settings.workers }, () => this.#work()));
  }

  /** Says that there is work now. */
  nudge(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  /** Calls back for each job that this process ended; returns how to stop listening. */
  onFinished(listener: (id: string) => void): () => void {
    this.#finished.add(listener);
    return () => this.#finished.delete(listener);
  }

  /** Takes no more jobs, and waits until those that run have come to their next durable point. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.nudge();
    await this.#running;
  }

  async #work(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const { signal } = this.#wake;
      const job = await this.#claim();
      if (job !== undefined) await this.#run(job);
      else await pause(this.settings.pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #claim(): Promise<HeldJob | undefined> {
    try {
      return await this.store.claim([...this.kinds.keys()]);
    } catch (error) {
      this.logger.warn({ error }, 'no job can be taken now');
      return undefined;
    }
  }

  async #run(job: HeldJob): Promise<void> {
    const kind = this.kinds.get(job.row.kind);
    if (kind === undefined) return;
    const lost = new AbortController();
    const renewal = setInterval(() => {
      this.store.renew(job).catch((error: unknown) => {
        if (error instanceof LeaseLost) lost.abort();
      });
    }, this.settings.leaseMs / 3).unref();
    try {
      await runJob(kind, job, this.store, AbortSignal.any([this.#stop.signal, lost.signal]), this.logger);
    } catch (error) {
      // The lease ends by itself, and whoever takes the job then goes on from its last step.
      this.logger.warn({ error, job: job.row.id }, 'a job is left to its next worker');
    } finally {
      clearInterval(renewal);
      for (const listener of this.#finished) listener(job.row.id);
    }
  }
}
