/** A kind of long work, and what its handler may do so that a crash at any point loses nothing and repeats nothing. */
import type { Role } from '@theriac/domain/ledger';
import type { ZodType } from 'zod';
import type { Caller } from '../caller/caller';
import type { Transaction } from '../database';

/** What came of a job. */
export interface JobResult {
  /** Where the result can be read, such as `/v1/lots/…`. */
  readonly location?: string;
  /** A value that JSON can hold. */
  readonly result?: unknown;
}

/** A running job, as its handler sees it. */
export interface RunningJob<Input> {
  readonly id: string;
  readonly input: Input;
  /** Who started it: the ledger sees this caller's certificate. */
  readonly caller: Caller;
  /** Names one step of this job on the ledger. */
  reference(step: string): string;
  /**
   * Does something once. What it returns is kept, and returned without doing it again when the job resumes.
   * Killed between the deed and its keeping, the deed is done again: it must itself be such that twice is once.
   */
  step<T>(name: string, schema: ZodType<T>, work: () => Promise<T>): Promise<T>;
  /** Writes to the database once: what is written and that it was written stand together or not at all. */
  write<T>(name: string, schema: ZodType<T>, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Shows how far the job is; the unit is the kind's. */
  progress(done: number, total: number): Promise<void>;
  /** Aborts when the gateway stops or another process took the job over. */
  readonly signal: AbortSignal;
}

/** A kind of job. */
export interface JobKind<Input> {
  /** Such as `register-lot`. */
  readonly name: string;
  readonly input: ZodType<Input>;
  /** What progress counts, such as `packs`. */
  readonly unit: string;
  /** Roles that may look at a job of this kind, besides who started it. */
  readonly visibleTo: readonly Role[];
  /**
   * Does the work. A LedgerError ends the job for good, unless its row is retryable: then it is tried again later,
   * for as long as it takes. Any other error, and the end of its process, is tried again some times at the same place:
   * each step that is done counts anew.
   */
  run(job: RunningJob<Input>): Promise<JobResult>;
}

/** A kind whose input type is forgotten. */
// `run` is contravariant in its input; the worker hands it only what parsed by the kind's own schema.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyJobKind = JobKind<any>;

/** The job ends here for now, at a durable point, and goes on in the next process. */
export class JobInterrupted extends Error {
  constructor() {
    super('the job goes on later');
    this.name = 'JobInterrupted';
  }
}
