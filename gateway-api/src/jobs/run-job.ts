/** Runs one held job to its end, or to the point where it goes on later. */
import { ERROR_CODES, LedgerError } from '@theriac/domain/ledger';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isDatabaseAway, LeaseLost } from '../database';
import { type AnyJobKind, JobInterrupted, type RunningJob } from './job-kind';
import type { JobProblem } from './jobs.table';
import type { HeldJob, JobStore } from './jobs.store';

/** A job that ends so often in a row without a further step done is given up; how long it waits in between. */
const MOST_CRASHES = 5;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** A database that is away comes back; the lease decides whether this process is still the one that goes on. */
const AWAY_PAUSE = 250;

/** Runs a job and writes down how it ended. @throws LeaseLost when another process has it now */
export async function runJob(
  kind: AnyJobKind,
  job: HeldJob,
  store: JobStore,
  stop: AbortSignal,
  logger: Logger,
): Promise<void> {
  if (job.row.crashes >= MOST_CRASHES) {
    await store.fail(job, await problemOfGivingUp(job, store));
    return;
  }
  try {
    const result = await kind.run(runningJob(kind, job, store, stop));
    await store.succeed(job, result);
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    await settle(job, store, error, logger);
  }
}

async function settle(job: HeldJob, store: JobStore, error: unknown, logger: Logger): Promise<void> {
  const { crashes, postponements } = job.row;
  if (error instanceof JobInterrupted) return store.requeue(job, 0);
  if (error instanceof LedgerError && !ERROR_CODES[error.code].retryable)
    return store.fail(job, problemOfRefusal(error));
  logger.warn({ error, job: job.row.id, kind: job.row.kind }, 'a job will be tried again');
  if (isDatabaseAway(error)) {
    await pause(AWAY_PAUSE);
    return store.requeue(job, AWAY_PAUSE);
  }
  if (error instanceof LedgerError) return store.requeue(job, pauseAfter(postponements), 'postponements');
  return store.requeue(job, pauseAfter(crashes), 'crashes');
}

function pauseAfter(times: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(times, 10)) * (0.5 + Math.random() / 2);
}

function problemOfRefusal({ code, detail, faults }: LedgerError): JobProblem {
  return { code, detail, faults };
}

/** Says where it ended, by the name of a step; what was thrown there may hold values and stands in the log only. */
async function problemOfGivingUp(job: HeldJob, store: JobStore): Promise<JobProblem> {
  const step = await store.lastStep(job);
  const place = step === undefined ? 'before its first step was done' : `after its step “${step}”`;
  return problemOfRefusal(
    new LedgerError('JOB_GIVEN_UP', `the job ended ${MOST_CRASHES} times in a row ${place}, for no foreseen reason`),
  );
}

function runningJob(kind: AnyJobKind, job: HeldJob, store: JobStore, signal: AbortSignal): RunningJob<unknown> {
  const refuseStopped = (): void => {
    if (signal.aborted) throw new JobInterrupted();
  };
  return {
    id: job.row.id,
    input: kind.input.parse(job.row.input) as unknown,
    caller: job.row.caller,
    signal,
    reference: (step) => `job:${job.row.id}:${step}`,
    async step(name, schema, work) {
      refuseStopped();
      const done = await store.stepResult(job, name);
      if (done !== undefined) return schema.parse(done.result);
      const result = await work();
      return store.completeStep(job, name, () => Promise.resolve(result));
    },
    async write(name, schema, work) {
      refuseStopped();
      const done = await store.stepResult(job, name);
      return done === undefined ? store.completeStep(job, name, work) : schema.parse(done.result);
    },
    progress: (done, total) => store.progress(job, done, total),
  };
}
