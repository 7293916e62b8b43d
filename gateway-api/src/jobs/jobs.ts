/** Long work for routes: start it, wait a little, answer with what came of it or where to look. */
import { setTimeout as pause } from 'node:timers/promises';
import { type ErrorCode, isErrorCode, LedgerError } from '@theriac/domain/ledger';
import type { Caller } from '../caller/caller';
import { hasOwnKey } from '../caller/own-key';
import type { Executor } from '../database';
import type { Answer } from '../http/route';
import type { AnyJobKind, JobKind } from './job-kind';
import { jobView } from './job.view';
import type { JobRow, JobStore, NewJob } from './jobs.store';
import type { JobWorkers } from './job-workers';

/** A job that another process works on is looked for this often. */
const LOOK_EVERY = 200;
/** What a caller may ask to wait at most. */
const LONGEST_WAIT = 60_000;

/** What routes do with jobs. */
export class Jobs {
  constructor(
    private readonly store: JobStore,
    private readonly workers: JobWorkers,
    private readonly kinds: ReadonlyMap<string, AnyJobKind>,
    private readonly waitMs: number,
  ) {}

  /**
   * Starts a job, once for each command. Within a transaction of the caller's, nudge the workers after it.
   *
   * @throws LedgerError GATEWAY_KEY_NEEDED for a caller who signs with their own key: nobody could sign for the job
   */
  async start<Input>(
    kind: JobKind<Input>,
    job: Omit<NewJob, 'kind' | 'input'> & { readonly input: Input },
    within?: Executor,
  ): Promise<string> {
    if (!this.kinds.has(kind.name)) throw new Error(`no worker knows the kind ${kind.name}`);
    if (hasOwnKey(job.caller)) throw new LedgerError('GATEWAY_KEY_NEEDED', 'the job goes on after this request');
    const id = await this.store.insert({ ...job, kind: kind.name }, within);
    this.workers.nudge();
    return id;
  }

  /** Whether a job was started with this upload: the same command sent again finds the first one's. */
  async isOfUpload(id: string, upload: string): Promise<boolean> {
    const job = await this.store.find(id);
    return (job?.input as { readonly upload?: unknown } | undefined)?.upload === upload;
  }

  /** Says that a transaction which started a job has been committed. */
  nudge(): void {
    this.workers.nudge();
  }

  /**
   * Waits a little for a job, then answers: 202 with its place, or when it has succeeded 201 with the result's.
   *
   * @param prefer the request's `Prefer` header; `wait=N` asks for N seconds (RFC 7240)
   * @throws LedgerError when the job failed by then, with its refusal
   */
  async answer(id: string, prefer: string | undefined): Promise<Answer> {
    const job = await this.#waitFor(id, waitOf(prefer) ?? this.waitMs);
    if (job.state === 'failed') throw refusalOf(job);
    const view = jobView(job, this.kinds.get(job.kind)?.unit ?? '');
    if (job.state !== 'succeeded') return { status: 202, headers: { Location: `/v1/jobs/${id}` }, body: view };
    return { status: 201, headers: { Location: job.location ?? `/v1/jobs/${id}` }, body: view };
  }

  /** @throws LedgerError JOB_NOT_FOUND also when it exists and the caller may not see it */
  async read(id: string, caller: Caller): Promise<Answer> {
    const job = await this.store.find(id);
    const kind = job === undefined ? undefined : this.kinds.get(job.kind);
    const maySee = job?.caller.person === caller.person || kind?.visibleTo.includes(caller.role) === true;
    if (job === undefined || !maySee || job.caller.organisation !== caller.organisation)
      throw new LedgerError('JOB_NOT_FOUND', 'there is no job with this id');
    return { status: 200, body: jobView(job, kind?.unit ?? '') };
  }

  async #waitFor(id: string, waitMs: number): Promise<JobRow> {
    const end = Date.now() + waitMs;
    for (;;) {
      const job = await this.store.find(id);
      if (job === undefined) throw new LedgerError('JOB_NOT_FOUND', 'there is no job with this id');
      const left = end - Date.now();
      if (job.state === 'succeeded' || job.state === 'failed' || left <= 0) return job;
      await this.#finishedOr(id, Math.min(left, LOOK_EVERY));
    }
  }

  async #finishedOr(id: string, waitMs: number): Promise<void> {
    const finished = new AbortController();
    const stopListening = this.workers.onFinished((other) => {
      if (other === id) finished.abort();
    });
    await pause(waitMs, undefined, { signal: finished.signal }).catch(() => undefined);
    stopListening();
  }
}

/** A failed job's refusal, thrown as if the request itself had met it. */
function refusalOf({ problem }: JobRow): Error {
  const code: string = problem?.code ?? '';
  if (!isErrorCode(code)) return new Error('a job failed for a reason that nobody foresaw');
  return new LedgerError(code satisfies ErrorCode, problem?.detail ?? '', problem?.faults ?? []);
}

function waitOf(prefer: string | undefined): number | undefined {
  const seconds = /(?:^|[,;\s])wait=(\d{1,4})(?:$|[,;\s])/.exec(prefer ?? '')?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds) * 1_000, LONGEST_WAIT);
}
