/**
 * Applies captured events, one after the other, in the order of what happened. Killed at any point, it goes on where it was:
 * what was decided and done for an event is noted, and the contracts take the same again for a success.
 */
import { randomUUID } from 'node:crypto';
import { effectOf } from '@theriac/domain/epcis';
import { ERROR_CODES, LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import { isDatabaseAway, LeaseLost, type Transaction } from '../../database';
import type { ExceptionStore } from '../../exceptions/exceptions.store';
import { JobInterrupted, type JobKind, type JobResult, type RunningJob } from '../../jobs';
import { refusalOf } from '../../supply/kept-refusal';
import type { CapturedEventStore } from '../captured-events.store';
import type { ApplicationRow, ApplicationStore } from './applications.store';
import { ApplyingEvent } from './applying-event';
import type { Appliers } from './appliers';
import { type FirstPackings, isPacksOnly, type PackingEvent } from './first-packings';
import type { PackingsOfEvents } from './packings-of-events';
import { exceptionOf, isNotThereYet, PARKED_AT_MOST, pauseAfterTries } from './parking';

const inputSchema = z.strictObject({});

/** The kind of job that applies captured events. */
export type ApplyEventsJob = JobKind<z.infer<typeof inputSchema>>;

/** What the job works with. */
export interface ApplyEventsParts {
  readonly store: ApplicationStore;
  readonly events: CapturedEventStore;
  readonly exceptions: ExceptionStore;
  readonly packings: PackingsOfEvents;
  readonly firsts: FirstPackings;
  readonly appliers: Appliers;
  /** Wakes the workers for packings that began. */
  readonly nudge: () => void;
}

/** An event that fails so often for a reason that nobody foresaw is not applied; how long it waits in between. */
const MOST_FAILURES = 5;
const FAILURE_PAUSE = 5_000;

/** The job's name. */
export const APPLY_EVENTS = 'apply-events';

/** Makes the kind. */
export function applyEventsJob(parts: ApplyEventsParts): ApplyEventsJob {
  return {
    name: APPLY_EVENTS,
    input: inputSchema,
    unit: 'events',
    visibleTo: ['administrator', 'release-officer'],
    run: (job) => new Round(parts, job).run(),
  };
}

/** One run of the job. */
class Round {
  #done = 0;

  constructor(
    private readonly parts: ApplyEventsParts,
    private readonly job: RunningJob<unknown>,
  ) {}

  async run(): Promise<JobResult> {
    const { store, packings } = this.parts;
    for (;;) {
      if (this.job.signal.aborted) throw new JobInterrupted();
      if (!(await store.takeTurn(this.job.id)))
        throw new LedgerError('SERVICE_UNAVAILABLE', 'another job applies events now');
      await this.#settlePackings();
      const row = await store.next();
      if (row === undefined) break;
      await this.#apply(row);
    }
    if (await packings.areUnderWay()) throw new LedgerError('SERVICE_UNAVAILABLE', 'packings are not closed yet');
    return { location: '/v1/captured-events', result: { events: this.#done } };
  }

  async #apply(row: ApplicationRow): Promise<void> {
    const { packings } = this.parts;
    // Read before the attempt: what changes while it runs wakes the event again.
    const seen = await packings.seenBy(row.event);
    try {
      await this.#attempt(row);
    } catch (error) {
      if (error instanceof LedgerError && error.code === 'SIGN_IN_NEEDED') return this.#awaitCapturer(row, error);
      if (isForLater(error)) throw error;
      if (error instanceof LedgerError && error.row.kind !== 'broken') return this.#refuse(row, error, seen);
      await this.#failed(row, error, seen);
    }
  }

  /** Others' events go on meanwhile, as far as they are not about the same. */
  async #awaitCapturer({ event }: ApplicationRow, error: LedgerError): Promise<void> {
    await this.job.write(`${event} ${randomUUID()}`, z.null(), async (transaction) => {
      await this.parts.store.awaitCapturer(event, sentenceOf(error), transaction);
      return null;
    });
  }

  /** Nobody foresaw it: the event's turn comes again later, the others' now; logged where the job's own failures are. */
  async #failed(row: ApplicationRow, error: unknown, seen: readonly string[]): Promise<void> {
    const failures = await this.parts.store.countFailure(row.event, FAILURE_PAUSE);
    const isTold = error instanceof LedgerError;
    const unforeseen = new LedgerError('JOB_GIVEN_UP', 'it failed again and again, for no foreseen reason');
    if (failures >= MOST_FAILURES) await this.#refuse(row, isTold ? error : unforeseen, seen);
    else if (!isTold) throw error;
  }

  async #attempt(row: ApplicationRow): Promise<void> {
    const { events, store, exceptions, appliers, firsts } = this.parts;
    const event = await events.body(row.event);
    const applying = new ApplyingEvent(row, event, store, exceptions, this.job.signal, () => new JobInterrupted());
    if (row.kind === 'reverse') {
      await appliers.reverse(applying);
    } else {
      const result = effectOf(event);
      if (!result.ok) throw new LedgerError('INVALID_INPUT', result.reason);
      const { effect } = result;
      if (isPacksOnly(effect) && (await firsts.isFirst({ row, effect }))) return this.#packFirst({ row, effect });
      await appliers.apply(effect, applying);
    }
    await this.#settled(row, async (transaction) => {
      await store.settle(row.event, { state: 'applied' }, transaction);
    });
  }

  /** With all others of its capture that can be packed now: one packing a lot. */
  async #packFirst(first: PackingEvent): Promise<void> {
    const { store, firsts } = this.parts;
    const batch = [first];
    // One that was refused together with others is tried by itself.
    const rows = first.row.tries > 0 ? [] : await store.nextPackingsOf(first.row.capture);
    for (const row of rows) {
      if (row.event === first.row.event) continue;
      const result = effectOf(await this.parts.events.body(row.event));
      if (!result.ok || !isPacksOnly(result.effect)) continue;
      const one = { row, effect: result.effect };
      // What speaks against it is met when its own turn comes.
      const isFirst = await firsts.isFirst(one).catch((error: unknown) => {
        if (error instanceof LedgerError && !ERROR_CODES[error.code].retryable) return false;
        throw error;
      });
      if (isFirst) batch.push(one);
    }
    const begun = await this.job.write(`pack ${randomUUID()}`, z.array(z.int()), async (transaction) => [
      ...(await firsts.begin(batch, transaction)),
    ]);
    this.#done += begun.length;
    this.parts.nudge();
  }

  async #settlePackings(): Promise<void> {
    const { packings, store } = this.parts;
    for (const { event, refusal, transactions } of await packings.ended()) {
      const row = await store.find(event);
      if (row === undefined) continue;
      await this.#settled(row, async (transaction) => {
        for (const [index, transactionId] of transactions.entries())
          await store.noteStep({ event, name: `packing ${row.tries} ${index}`, transactionId }, transaction);
        if (refusal === null) return store.settle(event, { state: 'applied' }, transaction);
        await packings.forget(event, transaction);
        const error = refusalOf(refusal);
        // The packing may have been refused for another event's sake.
        if (row.tries === 0) return store.park(event, { reason: sentenceOf(error), inMs: 0, seen: [] }, transaction);
        await this.#notApplied(row, error, transaction);
      });
    }
  }

  async #refuse(row: ApplicationRow, error: LedgerError, seen: readonly string[]): Promise<void> {
    const { store, exceptions } = this.parts;
    const mayCome = row.kind === 'reverse' ? error.code === 'EVENT_NOT_FOUND' : await this.#mayCome(row, error);
    const isInTime = row.parkedAt === null || Date.now() - row.parkedAt.getTime() < PARKED_AT_MOST;
    await this.#settled(row, async (transaction) => {
      await store.forgetDecisions(row.event, transaction);
      if (!mayCome || !isInTime) return this.#notApplied(row, error, transaction);
      const inMs = pauseAfterTries(row.tries);
      const reason = sentenceOf(error);
      await store.park(row.event, { reason, inMs, seen }, transaction);
      // Somebody should look at once; should it be shipped on to here, that settles it.
      if (error.code === 'NOT_RECEIVER')
        await exceptions.open({ kind: 'wrong-receiver', reason, event: row.event }, transaction);
    });
  }

  /** Something of another may be on its way here, and be received by an event that comes yet. */
  async #mayCome(row: ApplicationRow, error: LedgerError): Promise<boolean> {
    if (isNotThereYet(error)) return true;
    return error.code === 'NOT_HOLDER' && (await this.parts.packings.mayBeReceived(row.event, row.caller.organisation));
  }

  async #notApplied(row: ApplicationRow, error: LedgerError, transaction: Transaction): Promise<void> {
    const { store, exceptions } = this.parts;
    const reason = sentenceOf(error);
    await store.settle(row.event, { state: 'not-applied', reason }, transaction);
    await exceptions.open({ kind: exceptionOf(row.kind, error), reason, event: row.event }, transaction);
  }

  /** In one transaction, by the job's lease; what the event left to be resolved before is settled when it is applied. */
  async #settled(row: ApplicationRow, work: (transaction: Transaction) => Promise<void>): Promise<void> {
    const { exceptions, store } = this.parts;
    await this.job.write(`${row.event} ${randomUUID()}`, z.null(), async (transaction) => {
      await work(transaction);
      if ((await store.find(row.event, transaction))?.state === 'applied')
        await exceptions.closeOf(row.event, row.begunAt, transaction);
      return null;
    });
    this.#done += 1;
  }
}

/** What is no fault of the event: the whole job is tried again. */
function isForLater(error: unknown): boolean {
  if (error instanceof LeaseLost || error instanceof JobInterrupted || isDatabaseAway(error)) return true;
  return error instanceof LedgerError && ERROR_CODES[error.code].retryable;
}

function sentenceOf({ code, detail, faults }: LedgerError): string {
  const [fault] = faults;
  return `${code}: ${fault === undefined ? detail : `${fault.field} ${fault.rule}`}`;
}
