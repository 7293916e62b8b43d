/** Jobs in the database: started once for each command, held by one worker at a time, resumed when it dies. */
import { randomBytes, randomUUID } from 'node:crypto';
import { and, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Caller } from '../caller/caller';
import { type Database, type Executor, fromNow, LeaseLost, type Transaction } from '../database';
import { type JobProblem, jobs, jobSteps } from './jobs.table';
import type { JobResult } from './job-kind';

/** A job as it stands. */
export type JobRow = typeof jobs.$inferSelect;

/** A job that this process works on. */
export interface HeldJob {
  readonly row: JobRow;
  readonly leaseToken: string;
}

/** What starts a job. */
export interface NewJob {
  readonly reference: string;
  readonly kind: string;
  readonly input: unknown;
  readonly caller: Caller;
}

/** The store of jobs. */
export class JobStore {
  constructor(
    readonly db: Database,
    private readonly leaseMs: number,
  ) {}

  /** Starts a job; the same command finds the job that it started before. */
  async insert({ reference, kind, input, caller }: NewJob, within: Executor = this.db): Promise<string> {
    const [row] = await within
      .insert(jobs)
      .values({ id: randomBytes(16).toString('hex'), reference, kind, input, caller })
      // Nothing changes; without an update the row that stands would not be returned.
      .onConflictDoUpdate({ target: jobs.reference, set: { kind: sql`${jobs.kind}` } })
      .returning({ id: jobs.id });
    if (row === undefined) throw new Error('an insert returned no row');
    return row.id;
  }

  async find(id: string): Promise<JobRow | undefined> {
    const [row] = await this.db.select().from(jobs).where(eq(jobs.id, id));
    return row;
  }

  /** Takes the next job whose time has come, or whose worker died. */
  async claim(kinds: readonly string[]): Promise<HeldJob | undefined> {
    const leaseToken = randomUUID();
    const next = this.db
      .select({ id: jobs.id })
      .from(jobs)
      .where(
        and(
          inArray(jobs.kind, [...kinds]),
          sql`(${jobs.state} = 'queued' and ${jobs.runAt} <= now()) or (${jobs.state} = 'running' and ${jobs.leaseUntil} < now())`,
        ),
      )
      .orderBy(jobs.runAt)
      .limit(1)
      .for('update', { skipLocked: true });
    const [row] = await this.db
      .update(jobs)
      .set({
        state: 'running',
        leaseToken,
        leaseUntil: fromNow(this.leaseMs),
        // Whoever held it before went away without a word.
        crashes: sql`${jobs.crashes} + case when ${jobs.state} = 'running' then 1 else 0 end`,
      })
      .where(inArray(jobs.id, next))
      .returning();
    return row === undefined ? undefined : { row, leaseToken };
  }

  renew(job: HeldJob): Promise<void> {
    return this.#update(job, { leaseUntil: fromNow(this.leaseMs) });
  }

  /** Never back: whoever goes on with a job passes again what was done before. */
  progress(job: HeldJob, done: number, total: number): Promise<void> {
    return this.#update(job, { done: sql`greatest(${jobs.done}, ${done}::integer)`, total });
  }

  succeed(job: HeldJob, { location, result }: JobResult): Promise<void> {
    return this.#update(job, { state: 'succeeded', location: location ?? null, result: result ?? null, ...ENDED });
  }

  fail(job: HeldJob, problem: JobProblem): Promise<void> {
    return this.#update(job, { state: 'failed', problem, ...ENDED });
  }

  /** Lays the job back for any worker; `counting` is counted up by one. */
  requeue(job: HeldJob, inMs: number, counting?: 'postponements' | 'crashes'): Promise<void> {
    const counted = counting === undefined ? {} : { [counting]: sql`${jobs[counting]} + 1` };
    return this.#update(job, { state: 'queued', runAt: fromNow(inMs), leaseToken: null, leaseUntil: null, ...counted });
  }

  /** Jobs that wait, begun by a person who has signed in again, are looked at now; how many. */
  async hasten(person: string): Promise<number> {
    const { rowCount } = await this.db
      .update(jobs)
      .set({ runAt: sql`now()` })
      .where(sql`${jobs.state} = 'queued' and ${jobs.runAt} > now() and ${jobs.caller} ->> 'person' = ${person}`);
    return rowCount ?? 0;
  }

  /** What a step left, if it was done. */
  async stepResult({ row }: HeldJob, name: string): Promise<{ result: unknown } | undefined> {
    const [step] = await this.db
      .select({ result: jobSteps.result })
      .from(jobSteps)
      .where(and(eq(jobSteps.job, row.id), eq(jobSteps.name, name)));
    return step;
  }

  /** The name of the step that was done last. */
  async lastStep({ row }: HeldJob): Promise<string | undefined> {
    const [step] = await this.db
      .select({ name: jobSteps.name })
      .from(jobSteps)
      .where(eq(jobSteps.job, row.id))
      .orderBy(desc(jobSteps.at))
      .limit(1);
    return step?.name;
  }

  /**
   * Does database work and marks the step as done, together. Crashes are counted anew from here: the job got further.
   *
   * @throws LeaseLost before anything is written
   */
  async completeStep<T>(job: HeldJob, name: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.db.transaction(async (transaction) => {
      const { rowCount } = await transaction.update(jobs).set({ crashes: 0 }).where(isHeld(job));
      if (rowCount === 0) throw new LeaseLost();
      const result = await work(transaction);
      await transaction.insert(jobSteps).values({ job: job.row.id, name, result: result ?? null });
      return result;
    });
  }

  /** How many jobs stand in which state, for the metrics. */
  async counts(): Promise<{ state: string; count: number }[]> {
    return this.db.select({ state: jobs.state, count: count() }).from(jobs).groupBy(jobs.state);
  }

  async #update(job: HeldJob, values: Record<string, unknown>): Promise<void> {
    const { rowCount } = await this.db.update(jobs).set(values).where(isHeld(job));
    if (rowCount === 0) throw new LeaseLost();
  }
}

const ENDED = { finishedAt: sql`now()`, leaseToken: null, leaseUntil: null };

function isHeld({ row, leaseToken }: HeldJob) {
  return and(eq(jobs.id, row.id), eq(jobs.leaseToken, leaseToken));
}
