/** Captures: documents that were taken, and how far they are. */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../database';
import { jobs } from '../jobs/jobs.table';
import type { CaptureError, CaptureView } from './capture.view';
import { captures } from './captures.table';
import { implementationError } from './epcis-problem';

/** A capture that begins. */
export type NewCapture = Pick<
  typeof captures.$inferInsert,
  'id' | 'reference' | 'errorBehaviour' | 'format' | 'errors' | 'job'
>;

/** A capture as it is shown, and its place in the list. */
export interface ListedCapture {
  readonly view: CaptureView;
  readonly number: number;
}

/** When the last of a capture's parts ended; null while one has not. */
const PARTS = {
  running: sql<boolean>`exists (select 1 from registrations r where r.capture = "captures"."id" and r.state = 'registering')`,
  endedAt: sql<Date | null>`(select max(r.ended_at) from registrations r where r.capture = "captures"."id")`.mapWith(
    (value: string | Date) => new Date(value),
  ),
};

/** The store of captures. */
export class CaptureStore {
  constructor(private readonly db: Database) {}

  async insert(capture: NewCapture, transaction: Transaction): Promise<void> {
    await transaction.insert(captures).values(capture);
  }

  /** Notes how its document ended. */
  async end(
    id: string,
    end: { readonly format: string; readonly errors: readonly CaptureError[] },
    transaction: Transaction,
  ): Promise<void> {
    await transaction.update(captures).set(end).where(eq(captures.id, id));
  }

  /** The id of the capture that a command began. */
  async findByReference(reference: string): Promise<string | undefined> {
    const [row] = await this.db.select({ id: captures.id }).from(captures).where(eq(captures.reference, reference));
    return row?.id;
  }

  async find(id: string): Promise<CaptureView | undefined> {
    const [found] = await this.#select(eq(captures.id, id), 1);
    return found?.view;
  }

  /** Captures, the newest first. */
  list(before: number | undefined, most: number): Promise<ListedCapture[]> {
    return this.#select(before === undefined ? undefined : lt(captures.number, before), most);
  }

  async #select(which: ReturnType<typeof and>, most: number): Promise<ListedCapture[]> {
    const job = { state: jobs.state, finishedAt: jobs.finishedAt, problem: jobs.problem };
    const rows = await this.db
      .select({ capture: captures, job, parts: PARTS })
      .from(captures)
      .leftJoin(jobs, eq(jobs.id, captures.job))
      .where(which)
      .orderBy(desc(captures.number))
      .limit(most);
    return rows.map((row) => ({ view: viewOf(row), number: row.capture.number }));
  }
}

interface JoinedRow {
  readonly capture: typeof captures.$inferSelect;
  readonly job: Pick<typeof jobs.$inferSelect, 'state' | 'finishedAt' | 'problem'> | null;
  readonly parts: { readonly running: boolean; readonly endedAt: Date | null };
}

function viewOf({ capture, job, parts }: JoinedRow): CaptureView {
  const isJobRunning = job?.state === 'queued' || job?.state === 'running';
  const problem = job?.problem ?? null;
  const running = isJobRunning || parts.running;
  const errors = [
    ...capture.errors,
    ...(problem === null ? [] : [implementationError(`${problem.code}: ${problem.detail}`)]),
  ];
  return {
    captureID: capture.id,
    createdAt: capture.createdAt.toISOString(),
    ...(running ? {} : { finishedAt: lastOf(capture.createdAt, job?.finishedAt, parts.endedAt).toISOString() }),
    running,
    success: !running && errors.length === 0,
    captureErrorBehaviour: capture.errorBehaviour,
    errors,
  };
}

function lastOf(first: Date, ...others: readonly (Date | null | undefined)[]): Date {
  return others.reduce<Date>((last, one) => (one instanceof Date && one > last ? one : last), first);
}
