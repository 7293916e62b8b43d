/** How a job is shown. */
import { z } from 'zod';
import { problemSchema } from '../http/problem.schema';
import { vocabularyProblem } from '../http/problem';
import type { JobRow } from './jobs.store';

/** A job, as callers see it. */
export const jobViewSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'running', 'succeeded', 'failed']),
  progress: z.strictObject({
    done: z.int(),
    /** Missing until the whole is known. */
    total: z.int().optional(),
    unit: z.string(),
  }),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  /** Where the result can be read, once it succeeded. */
  location: z.string().optional(),
  result: z.unknown().optional(),
  /** Why it failed. */
  problem: problemSchema.optional(),
});

/** A job, as callers see it. */
export type JobView = z.infer<typeof jobViewSchema>;

/** Shows a job. */
export function jobView(job: JobRow, unit: string): JobView {
  const { problem } = job;
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    progress: { done: job.done, ...(job.total === null ? {} : { total: job.total }), unit },
    createdAt: job.createdAt.toISOString(),
    ...(job.finishedAt === null ? {} : { finishedAt: job.finishedAt.toISOString() }),
    ...(job.location === null ? {} : { location: job.location }),
    ...(job.result === null ? {} : { result: job.result }),
    ...(problem === null
      ? {}
      : { problem: vocabularyProblem(problem.code, problem.detail, problem.faults, `job-${job.id}`).problem }),
  };
}
