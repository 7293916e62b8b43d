/** The workers of this process: they take jobs one after another until they are stopped. */
import type { Logger } from 'pino';
import { LeaseLost } from '../database';
import { type Work, WorkLoop } from '../work-loop';
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
  readonly #workers: readonly WorkLoop[];
  readonly #finished = new Set<(id: string) => void>();

  constructor(
    private readonly store: JobStore,
    private readonly kinds: ReadonlyMap<string, AnyJobKind>,
    private readonly settings: WorkerSettings,
    private readonly logger: Logger,
  ) {
    const work: Work = {
      round: (stopping) => this.#takeOne(stopping),
      failed: (error) => {
        logger.warn({ error }, 'no job can be taken now');
      },
      pollMs: settings.pollMs,
    };
    this.#workers = Array.from({ length: settings.workers }, () => new WorkLoop(work));
  }

  start(): void {
    for (const worker of this.#workers) worker.start();
  }

  /** Says that there is work now. */
  nudge(): void {
    for (const worker of this.#workers) worker.nudge();
  }

  /** Calls back for each job that this process ended; returns how to stop listening. */
  onFinished(listener: (id: string) => void): () => void {
    this.#finished.add(listener);
    return () => this.#finished.delete(listener);
  }

  /** Takes no more jobs, and waits until those that run have come to their next durable point. */
  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
  }

  async #takeOne(stopping: AbortSignal): Promise<boolean> {
    const job = await this.store.claim([...this.kinds.keys()]);
    if (job === undefined) return false;
    await this.#run(job, stopping);
    return true;
  }

  async #run(job: HeldJob, stopping: AbortSignal): Promise<void> {
    const kind = this.kinds.get(job.row.kind);
    if (kind === undefined) return;
    const lost = new AbortController();
    const renewal = setInterval(() => {
      this.store.renew(job).catch((error: unknown) => {
        if (error instanceof LeaseLost) lost.abort();
      });
    }, this.settings.leaseMs / 3).unref();
    try {
      await runJob(kind, job, this.store, AbortSignal.any([stopping, lost.signal]), this.logger);
    } catch (error) {
      // The lease ends by itself, and whoever takes the job then goes on from its last step.
      this.logger.warn({ error, job: job.row.id }, 'a job is left to its next worker');
    } finally {
      clearInterval(renewal);
      for (const listener of this.#finished) listener(job.row.id);
    }
  }
}
