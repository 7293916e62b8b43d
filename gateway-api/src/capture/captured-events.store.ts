/** Captured events: each kept once, whatever number of documents hold it. */
import { type EpcisEvent, eventHashUri } from '@theriac/domain/epcis';
import { toHex } from '@theriac/domain/ledger';
import { and, asc, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../database';
import { indexEvents, type NumberedEvent } from '../epcis-query/index-events';
import type { CapturedEventView, CapturedState } from './capture.view';
import { CAPTURES, EVENT, REFUSAL, REGISTRATIONS, SHOWN, STATE, TRANSACTIONS, viewOf } from './captured-event.columns';
import { claimEventIds } from './captured-event-ids';
import { capturedEventParts, capturedEvents, capturePositions } from './captures.table';
import { makeOwn } from './own-event';

/** An event to keep. */
export type NewCapturedEvent = Omit<typeof capturedEvents.$inferInsert, 'body'> & { readonly body: EpcisEvent };

/** An event and its position in a capture. */
export interface PlacedEvent {
  readonly position: number;
  readonly event: NewCapturedEvent;
}

/** An event that a capture holds and the ledger has not applied. */
export interface OpenEvent {
  readonly number: number;
  readonly position: number;
}

/** An event as it was read, and when it was captured here. */
export interface StoredEvent {
  readonly number: number;
  readonly event: EpcisEvent;
  readonly capturedAt: Date;
}

/** An event that was declared wrong. */
export interface DeclaredWrong {
  readonly number: number;
  readonly event: EpcisEvent;
  readonly isRefused: boolean;
}

/** Which events to list. */
export interface EventFilter {
  readonly state: CapturedState | undefined;
  readonly capture: string | undefined;
  /** The number after which the page begins; the newest come first. */
  readonly before: number | undefined;
}

/** The store of events. */
export class CapturedEventStore {
  constructor(private readonly db: Database) {}

  /**
   * Keeps events at their positions in a capture, each identity once.
   *
   * @returns those that are not kept, since their eventID stands for other content
   */
  async keep<Event extends PlacedEvent>(
    capture: string,
    events: readonly Event[],
    transaction: Transaction,
  ): Promise<readonly Event[]> {
    const contents = await claimEventIds(
      events.map(({ event }) => event),
      transaction,
    );
    const isTaken = ({ event: { eventId, hash } }: PlacedEvent): boolean =>
      typeof eventId === 'string' && contents.get(eventId) !== toHex(hash);
    const kept = events.filter((each) => !isTaken(each));
    if (kept.length > 0) await this.#keepAll(capture, kept, transaction);
    return events.filter(isTaken);
  }

  async #keepAll(capture: string, events: readonly PlacedEvent[], transaction: Transaction): Promise<void> {
    const { number, hash, declaredAt, receivedFrom } = capturedEvents;
    const rows = events.map(({ event }) => event);
    await transaction
      .insert(capturedEvents)
      .values(rows)
      .onConflictDoNothing({ target: [hash, declaredAt] });
    const hashes = rows.map((row) => row.hash);
    const known = await transaction
      .select({ number, hash, declaredAt, receivedFrom })
      .from(capturedEvents)
      .where(inArray(hash, hashes));
    const numbers = new Map(known.map((row) => [identityText(row), row.number]));
    for (const row of known.filter((one) => one.receivedFrom !== null)) {
      const event = rows.find((one) => identityText(one) === identityText(row));
      if (event !== undefined) await makeOwn(row.number, event, transaction);
    }
    const numbered: NumberedEvent[] = [];
    await transaction.insert(capturePositions).values(
      events.map(({ position, event }) => {
        const found = numbers.get(identityText(event));
        if (found === undefined) throw new Error('a kept event is not there');
        numbered.push({ number: found, event: event.body });
        return { capture, position, event: found };
      }),
    );
    await indexEvents(numbered, transaction);
  }

  /** What the only event of a capture is called in `/epcis/events`: by its eventID, or else by its hash. */
  async idOfOnly(capture: string): Promise<string> {
    const [row] = await this.db
      .select({ eventId: capturedEvents.eventId, hash: capturedEvents.hash })
      .from(capturePositions)
      .innerJoin(capturedEvents, eq(capturedEvents.number, capturePositions.event))
      .where(eq(capturePositions.capture, capture));
    if (row === undefined) throw new Error('a capture of one event has none');
    return row.eventId ?? eventHashUri(row.hash);
  }

  /** A capture's events that are not applied, nor being applied, in the document's order, each once. */
  async open(capture: string): Promise<OpenEvent[]> {
    const position = sql<number>`min(${capturePositions.position})::int`;
    return this.db
      .select({ number: capturedEvents.number, position })
      .from(capturePositions)
      .innerJoin(capturedEvents, eq(capturedEvents.number, capturePositions.event))
      .where(and(eq(capturePositions.capture, capture), sql`${STATE} in ('pending', 'not-applied')`))
      .groupBy(capturedEvents.number)
      .orderBy(position);
  }

  /** Those of the events that are still open, locked: another capture may have begun to apply one meanwhile. */
  async lockOpen(numbers: readonly number[], transaction: Transaction): Promise<Set<number>> {
    const ids = sql`${capturedEvents.number} = any(${sql.param([...numbers])}::bigint[])`;
    await transaction
      .select({ number: capturedEvents.number })
      .from(capturedEvents)
      .where(ids)
      .orderBy(asc(capturedEvents.number))
      .for('update');
    const rows = await transaction
      .select({ number: capturedEvents.number })
      .from(capturedEvents)
      .where(and(ids, sql`${STATE} in ('pending', 'not-applied')`));
    return new Set(rows.map(({ number }) => number));
  }

  /** An event as it was read. */
  async body(number: number): Promise<EpcisEvent> {
    const [row] = await this.db
      .select({ body: capturedEvents.body })
      .from(capturedEvents)
      .where(eq(capturedEvents.number, number));
    if (row === undefined) throw new Error('a captured event is gone');
    return row.body as EpcisEvent;
  }

  /** Events in the order of the numbers; those that are not there are left out. */
  async bodies(numbers: readonly number[]): Promise<StoredEvent[]> {
    const { number, body, capturedAt } = capturedEvents;
    if (numbers.length === 0) return [];
    const rows = await this.db
      .select({ number, body, capturedAt })
      .from(capturedEvents)
      .where(inArray(number, [...numbers]));
    const found = new Map(rows.map((row) => [row.number, row]));
    return numbers.flatMap((each) => {
      const row = found.get(each);
      return row === undefined ? [] : [{ ...row, event: row.body as EpcisEvent }];
    });
  }

  /** The event with a hash, and the declarations that it was an error, in the order of their capture. */
  async numbersOf(hash: Uint8Array): Promise<number[]> {
    const { number } = capturedEvents;
    const rows = await this.db
      .select({ number })
      .from(capturedEvents)
      .where(eq(capturedEvents.hash, hash))
      .orderBy(number);
    return rows.map((row) => row.number);
  }

  /** The event that another one declares wrong, and whether it is a commissioning that was not applied. */
  async declaredWrongBy(declaration: number): Promise<DeclaredWrong | undefined> {
    const { number, hash, declaredAt, body } = capturedEvents;
    const same = sql`${hash} = (select d.hash from captured_events d where d.number = ${declaration})`;
    const [row] = await this.db
      .select({ number, body, state: STATE })
      .from(capturedEvents)
      .where(and(same, isNull(declaredAt)));
    return row && { number: row.number, event: row.body as EpcisEvent, isRefused: row.state === 'not-applied' };
  }

  /** Notes why events were not applied; the parts that an earlier capture tried in vain are forgotten. */
  async refuse(reasons: ReadonlyMap<number, string>, transaction: Transaction): Promise<void> {
    for (const [number, reason] of reasons)
      await transaction.update(capturedEvents).set({ reason }).where(eq(capturedEvents.number, number));
  }

  /** Notes which registrations an event became a part of. */
  async apply(number: number, ids: readonly string[], transaction: Transaction): Promise<void> {
    await transaction.delete(capturedEventParts).where(eq(capturedEventParts.event, number));
    await transaction.insert(capturedEventParts).values(ids.map((registration) => ({ event: number, registration })));
    await transaction.update(capturedEvents).set({ reason: null }).where(eq(capturedEvents.number, number));
  }

  /** Events, the newest first. */
  async list(
    { state, capture, before }: EventFilter,
    most: number,
  ): Promise<(CapturedEventView & { number: number })[]> {
    const { number } = capturedEvents;
    const isOfCapture = sql`exists (select 1 from capture_positions c where c.event = ${EVENT} and c.capture = ${capture})`;
    const rows = await this.db
      .select({
        ...{ ...SHOWN, state: STATE, refusal: REFUSAL, captures: CAPTURES },
        ...{ registrations: REGISTRATIONS, transactions: TRANSACTIONS },
      })
      .from(capturedEvents)
      .where(
        and(
          isNull(capturedEvents.receivedFrom),
          state === undefined ? undefined : sql`${STATE} = ${state}`,
          capture === undefined ? undefined : isOfCapture,
          before === undefined ? undefined : lt(number, before),
        ),
      )
      .orderBy(desc(number))
      .limit(most);
    return rows.map(({ refusal, ...row }) => ({
      ...viewOf({ ...row, reason: row.reason ?? refusal }),
      number: row.number,
    }));
  }
}

/** An event's identity as a text, to look it up by. */
export function identityText({ hash, declaredAt = null }: Pick<NewCapturedEvent, 'hash' | 'declaredAt'>): string {
  return `${toHex(hash)} ${declaredAt ?? ''}`;
}
