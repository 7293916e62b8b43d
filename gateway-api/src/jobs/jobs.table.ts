/** Long work, and how far it came. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Caller } from '../caller/caller';
import { moment } from '../database/columns';

/** `queued` jobs wait for a worker, or for their time after a failure that may pass. */
export const jobState = pgEnum('job_state', ['queued', 'running', 'succeeded', 'failed']);

/** Why a job failed, as a refusal of the vocabulary. */
export interface JobProblem {
  readonly code: string;
  readonly detail: string;
  readonly faults: readonly { readonly field: string; readonly rule: string }[];
}

/** One row a job. */
export const jobs = pgTable(
  'jobs',
  {
    /** 32 random hexadecimal digits: who does not know it cannot ask for it. */
    id: text('id').primaryKey(),
    /** The command that started it: sent again, it finds this job instead of starting another. */
    reference: text('reference').notNull().unique(),
    kind: text('kind').notNull(),
    input: jsonb('input').notNull(),
    caller: jsonb('caller').$type<Caller>().notNull(),
    state: jobState('state').notNull().default('queued'),
    done: integer('done').notNull().default(0),
    total: integer('total'),
    /** Where the result can be read. */
    location: text('location'),
    result: jsonb('result'),
    problem: jsonb('problem').$type<JobProblem>(),
    /** How often it ended for a reason that may pass; sets the pause before the next attempt. */
    postponements: integer('postponements').notNull().default(0),
    /** How often in a row it ended for a reason that nobody foresaw, or with its process, since its last step was done. */
    crashes: integer('crashes').notNull().default(0),
    runAt: moment('run_at').notNull().defaultNow(),
    leaseToken: uuid('lease_token'),
    leaseUntil: moment('lease_until'),
    createdAt: moment('created_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    index('jobs_to_do')
      .on(table.runAt)
      .where(sql`state in ('queued', 'running')`),
  ],
);

/** What a job has done durably, and what came of it: not done again when the job resumes. */
export const jobSteps = pgTable(
  'job_steps',
  {
    job: text('job')
      .notNull()
      .references(() => jobs.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    result: jsonb('result'),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.job, table.name] })],
);
