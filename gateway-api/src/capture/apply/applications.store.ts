/** The queue of events that wait for the ledger: begun by captures, taken in the order of what happened, settled once. */
import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Caller } from '../../caller';
import { type Database, type Executor, fromNow, type Transaction } from '../../database';
import { applicationTurn, eventApplications, eventPackings, eventSteps, eventSubjects } from './applications.table';
import type { ClassifiedEvent } from './classify-event';
import { IS_NEXT } from './order-of-events';

/** An event that waits, or waited, for the ledger. */
export type ApplicationRow = typeof eventApplications.$inferSelect;

/** Whose capture begins events. */
export interface Beginning {
  readonly caller: Caller;
  readonly capture: string;
}

/** How an event ends, or goes on waiting. */
export type Settlement = Pick<ApplicationRow, 'state'> & { readonly reason?: string | undefined };

/** Somebody who is back is told of at once; this is for who came back while nobody told. */
const AWAITED_MS = 10 * 60_000;

/** Events that become packings together: a pallet of cases, and far more. */
const MOST_PACKINGS = 2_000;

/** The queue. */
export class ApplicationStore {
  constructor(readonly db: Database) {}

  /** Begins events; one that was not applied before begins anew, by the rights of who sends it now. */
  async begin(
    events: ReadonlyMap<number, ClassifiedEvent>,
    { caller, capture }: Beginning,
    transaction: Transaction,
  ): Promise<void> {
    for (const [event, { kind, happenedAt, subjects, refusal }] of events) {
      const state = stateAtFirst(kind, refusal);
      const fresh = { state, reason: refusal ?? null, caller, capture };
      const key = randomBytes(16).toString('hex');
      await transaction
        .insert(eventApplications)
        .values({ event, kind, happenedAt, key, ...fresh })
        .onConflictDoUpdate({
          target: eventApplications.event,
          set: { ...fresh, dueAt: sql`now()`, begunAt: sql`now()`, parkedAt: null, tries: 0, failures: 0 },
          setWhere: eq(eventApplications.state, 'not-applied'),
        });
      if (subjects.length === 0) continue;
      await transaction
        .insert(eventSubjects)
        .select(sql`select ${event}::bigint, subject from unnest(${sql.param([...subjects])}::text[]) as one (subject)`)
        .onConflictDoNothing();
    }
  }

  /** Takes the turn for a job: events are applied one after the other. False while another job that lives has it. */
  async takeTurn(job: string): Promise<boolean> {
    const [turn] = await this.db.select().from(applicationTurn);
    if (turn?.job === job) return true;
    await this.db.insert(applicationTurn).values({ id: 1, job }).onConflictDoNothing();
    const isFree = sql`not exists (select 1 from jobs j
      where j.id = ${applicationTurn.job} and j.state = 'running' and j.lease_until > now())`;
    const { rowCount } = await this.db
      .update(applicationTurn)
      .set({ job })
      .where(and(eq(applicationTurn.id, 1), sql`(${applicationTurn.job} = ${job} or ${isFree})`));
    return rowCount === 1;
  }

  /** The next event whose time has come, and for which no earlier one has to be waited. */
  async next(): Promise<ApplicationRow | undefined> {
    const { happenedAt, event } = eventApplications;
    const [row] = await this.db.select().from(eventApplications).where(IS_NEXT).orderBy(happenedAt, event).limit(1);
    return row;
  }

  /** Events of a capture that pack, could be next and were not tried before. */
  nextPackingsOf(capture: string): Promise<ApplicationRow[]> {
    const { kind, happenedAt, event, tries } = eventApplications;
    return this.db
      .select()
      .from(eventApplications)
      .where(and(eq(kind, 'pack'), eq(eventApplications.capture, capture), eq(tries, 0), IS_NEXT))
      .orderBy(happenedAt, event)
      .limit(MOST_PACKINGS);
  }

  async find(event: number, within: Executor = this.db): Promise<ApplicationRow | undefined> {
    const [row] = await within.select().from(eventApplications).where(eq(eventApplications.event, event));
    return row;
  }

  async settle(event: number, { state, reason }: Settlement, within: Executor = this.db): Promise<void> {
    await within
      .update(eventApplications)
      .set({ state, reason: reason ?? null, settledAt: sql`now()` })
      .where(eq(eventApplications.event, event));
  }

  /** Lays an event aside until something changes, or its time comes. */
  async park(
    event: number,
    { reason, inMs, seen }: { reason: string; inMs: number; seen: readonly string[] },
    within: Executor,
  ): Promise<void> {
    const { tries, parkedAt } = eventApplications;
    await within
      .update(eventApplications)
      .set({
        ...{ state: 'parked', reason, seen, awaitsCapturer: false, dueAt: fromNow(inMs) },
        ...{ tries: sql`${tries} + 1`, parkedAt: sql`coalesce(${parkedAt}, now())` },
      })
      .where(eq(eventApplications.event, event));
  }

  /** An event whose capturer has no certificate now waits for them: no try of the event's own. */
  async awaitCapturer(event: number, reason: string, within: Executor): Promise<void> {
    await within
      .update(eventApplications)
      .set({ state: 'parked', reason, awaitsCapturer: true, dueAt: fromNow(AWAITED_MS) })
      .where(eq(eventApplications.event, event));
  }

  /** Events that wait for a person are due now; how many. */
  async wakeThoseOf(person: string): Promise<number> {
    const { awaitsCapturer, caller, state } = eventApplications;
    const { rowCount } = await this.db
      .update(eventApplications)
      .set({ awaitsCapturer: false, dueAt: sql`now()` })
      .where(sql`${awaitsCapturer} and ${state} = 'parked' and ${caller} ->> 'person' = ${person}`);
    return rowCount ?? 0;
  }

  /** Counts a failure that nobody foresaw, and tries again later; how many there were. */
  async countFailure(event: number, inMs: number): Promise<number> {
    const [row] = await this.db
      .update(eventApplications)
      .set({ failures: sql`${eventApplications.failures} + 1`, dueAt: fromNow(inMs) })
      .where(eq(eventApplications.event, event))
      .returning({ failures: eventApplications.failures });
    return row?.failures ?? 0;
  }

  /** Events wait for packings that began. */
  async startedPackings(packings: ReadonlyMap<number, readonly string[]>, transaction: Transaction): Promise<void> {
    for (const [event, ids] of packings) {
      await transaction.insert(eventPackings).values(ids.map((packing) => ({ event, packing })));
      await transaction
        .update(eventApplications)
        .set({ state: 'applying', reason: null })
        .where(eq(eventApplications.event, event));
    }
  }

  /** What was noted when a step of an event was done. */
  async step(event: number, name: string): Promise<{ result: unknown } | undefined> {
    const [row] = await this.db
      .select({ result: eventSteps.result })
      .from(eventSteps)
      .where(and(eq(eventSteps.event, event), eq(eventSteps.name, name)));
    return row;
  }

  async noteStep(
    step: { event: number; name: string; result?: unknown; transactionId?: string },
    within: Executor,
  ): Promise<void> {
    const { event, name, result = null, transactionId = null } = step;
    await within.insert(eventSteps).values({ event, name, result, transactionId }).onConflictDoNothing();
  }

  /** The names and results of an event's steps. */
  stepsOf(event: number): Promise<{ name: string; result: unknown }[]> {
    return this.db
      .select({ name: eventSteps.name, result: eventSteps.result })
      .from(eventSteps)
      .where(eq(eventSteps.event, event))
      .orderBy(eventSteps.at);
  }

  /** Forgets what an event decided that is tried anew; where a transaction of it stands, it goes on as it was decided. */
  async forgetDecisions(event: number, within: Executor): Promise<void> {
    await within
      .delete(eventSteps)
      .where(
        and(
          eq(eventSteps.event, event),
          sql`not exists (select 1 from event_steps s where s.event = ${event} and s.transaction_id is not null)`,
        ),
      );
  }
}

function stateAtFirst(kind: ClassifiedEvent['kind'], refusal: string | undefined): ApplicationRow['state'] {
  if (refusal !== undefined) return 'not-applied';
  return kind === 'none' ? 'recorded' : 'pending';
}
