/** Events wait for the ledger: captures begin them, and whatever changes wakes the job that applies them. */
import { randomUUID } from 'node:crypto';
import type { Caller } from '../../caller';
import type { Executor, Transaction } from '../../database';
import type { Jobs, RunningJob } from '../../jobs';
import type { ExceptionStore } from '../../exceptions/exceptions.store';
import type { ApplicationStore } from './applications.store';
import { APPLY_EVENTS, type ApplyEventsJob } from './apply-events.job';
import type { ClassifiedEvent } from './classify-event';
import type { PackingsOfEvents } from './packings-of-events';

/** What it works with. */
export interface WaitingEventsParts {
  readonly store: ApplicationStore;
  readonly packings: PackingsOfEvents;
  readonly exceptions: ExceptionStore;
  readonly kind: ApplyEventsJob;
  readonly machine: Caller;
  /** Known only once jobs can be started. */
  readonly jobs: () => Jobs;
}

/** Begins events, and wakes them. */
export class WaitingEvents {
  constructor(private readonly parts: WaitingEventsParts) {}

  /** Begins a capture's events, and the job that applies them. */
  async begin(
    events: ReadonlyMap<number, ClassifiedEvent>,
    job: RunningJob<{ capture: string }>,
    transaction: Transaction,
  ): Promise<void> {
    const { caller, input } = job;
    if (events.size === 0) return;
    const { store, exceptions, jobs, kind } = this.parts;
    await store.begin(events, { caller, capture: input.capture }, transaction);
    for (const [event, { refusal: reason }] of events)
      if (reason !== undefined) await exceptions.open({ kind: 'not-applied', reason, event }, transaction);
    await jobs().start(kind, { reference: job.reference('apply-events'), caller, input: {} }, transaction);
  }

  /** Packs were registered: events that pack them may go on. */
  wakePackings(within: Executor): Promise<void> {
    return this.parts.packings.wakePackings(within);
  }

  /** Their capturer has a certificate again: events that waited for it go on. Whether there were any. */
  async goOn(person: string): Promise<boolean> {
    if ((await this.parts.store.wakeThoseOf(person)) === 0) return false;
    await this.wake();
    return true;
  }

  /** Starts the job when something may be applied now: containers changed, a packing ended, or a time has come. */
  async wake(): Promise<void> {
    const { store, packings, jobs, kind, machine } = this.parts;
    await packings.wakeChanged();
    const isWork = (await packings.ended()).length > 0 || (await store.next()) !== undefined;
    if (!isWork) return;
    if ((await packings.hasten(APPLY_EVENTS)) === 0)
      await jobs().start(kind, { reference: `apply-events:${randomUUID()}`, caller: machine, input: {} });
    jobs().nudge();
  }
}
