/** Keeps what other members sent, findable beside what was captured here, and throws out what an anchor contradicts. */
import type { EpcisEvent } from '@theriac/domain/epcis';
import { type EventProof, isIdAnchored } from '@theriac/domain/supply';
import { and, asc, desc, eq, inArray, lt, ne } from 'drizzle-orm';
import { captureAnchors } from '../capture-anchors/capture-anchors.table';
import { identityText, type NewCapturedEvent } from '../capture/captured-events.store';
import { capturedEvents } from '../capture/captures.table';
import type { Database, Transaction } from '../database';
import { indexEvents, unindexEvents } from '../epcis-query/index-events';
import { nodeDigest } from '../supply/node-digest';
import { receivedEvents } from './received-events.table';

/** An event as it came. */
export interface NewReceivedEvent {
  readonly event: NewCapturedEvent;
  readonly proof: EventProof;
  /** Whether the sender's anchor stands already, and agrees. */
  readonly isAnchored: boolean;
}

/** Whether the sender's anchor says the same. */
export type ReceivedState = (typeof receivedEvents.$inferSelect)['state'];

/** An event of another member in a list. */
export type ReceivedRow = Awaited<ReturnType<ReceivedEventStore['list']>>[number];

/** Events of one database transaction of the check. */
const CHECKED_AT_ONCE = 200;

/** The store of received events. */
export class ReceivedEventStore {
  constructor(private readonly db: Database) {}

  /** Keeps a sender's events, each once, whatever number of messages bring it. */
  async keep(sender: string, events: readonly NewReceivedEvent[], transaction: Transaction): Promise<void> {
    const { number, hash, declaredAt } = capturedEvents;
    const rows = events.map(({ event }) => ({ ...event, receivedFrom: sender }));
    await transaction
      .insert(capturedEvents)
      .values(rows)
      .onConflictDoNothing({ target: [hash, declaredAt] });
    const hashes = rows.map((row) => row.hash);
    const known = await transaction
      .select({ number, hash, declaredAt })
      .from(capturedEvents)
      .where(inArray(hash, hashes))
      .orderBy(asc(number))
      // They stay while this transaction lasts.
      .for('share');
    const numbers = new Map(known.map((row) => [identityText(row), row.number]));
    const numbered = events.map(({ event, ...more }) => {
      const found = numbers.get(identityText(event));
      // Thrown out at this moment: the sender tries again.
      if (found === undefined) throw new Error('a received event is not there');
      return { number: found, event: event.body, ...more };
    });
    await indexEvents(numbered, transaction);
    await transaction
      .insert(receivedEvents)
      .values(
        numbered.map(({ number: event, proof, isAnchored }) => ({
          ...{ sender, event, proof, capture: proof.capture },
          state: isAnchored ? ('anchored' as const) : ('awaiting-anchor' as const),
        })),
      )
      .onConflictDoNothing();
  }

  /** Compares what came before its sender's anchor with the anchor, where that has come. */
  async check(): Promise<void> {
    while ((await this.db.transaction((transaction) => this.#checkSome(transaction))) === CHECKED_AT_ONCE);
  }

  /** Events of other members, the newest first. */
  list(filter: { readonly state: ReceivedState | undefined; readonly before: number | undefined }, most: number) {
    const { state, before } = filter;
    return this.db
      .select({
        received: receivedEvents,
        event: { eventId: capturedEvents.eventId, type: capturedEvents.type, eventTime: capturedEvents.eventTime },
      })
      .from(receivedEvents)
      .leftJoin(capturedEvents, eq(capturedEvents.number, receivedEvents.event))
      .where(
        and(
          state === undefined ? undefined : eq(receivedEvents.state, state),
          before === undefined ? undefined : lt(receivedEvents.number, before),
        ),
      )
      .orderBy(desc(receivedEvents.number))
      .limit(most);
  }

  async #checkSome(transaction: Transaction): Promise<number> {
    const rows = await transaction
      .select({ received: receivedEvents, anchor: captureAnchors })
      .from(receivedEvents)
      .innerJoin(
        captureAnchors,
        and(eq(captureAnchors.organisation, receivedEvents.sender), eq(captureAnchors.capture, receivedEvents.capture)),
      )
      .where(eq(receivedEvents.state, 'awaiting-anchor'))
      .orderBy(asc(receivedEvents.number))
      .limit(CHECKED_AT_ONCE)
      .for('update', { of: receivedEvents, skipLocked: true });
    const right: number[] = [];
    for (const { received, anchor } of rows) {
      if (isIdAnchored(nodeDigest, received.proof, anchor)) right.push(received.number);
      else await refuse(received, transaction);
    }
    if (right.length > 0)
      await transaction.update(receivedEvents).set({ state: 'anchored' }).where(inArray(receivedEvents.number, right));
    return rows.length;
  }
}

/** Takes an event out of every answer that stands on this sender's word alone; its body is kept as evidence. */
async function refuse(received: typeof receivedEvents.$inferSelect, transaction: Transaction): Promise<void> {
  const { number, event, sender } = received;
  if (event === null) return;
  const [row] = await transaction.select().from(capturedEvents).where(eq(capturedEvents.number, event)).for('update');
  await transaction
    .update(receivedEvents)
    .set({ state: 'refused', event: null, refusedBody: row?.body ?? null })
    .where(eq(receivedEvents.number, number));
  // Captured here too, or another member's copy: it stands on their word.
  if (row?.receivedFrom !== sender) return;
  const [other] = await transaction
    .select({ sender: receivedEvents.sender })
    .from(receivedEvents)
    .where(and(eq(receivedEvents.event, event), ne(receivedEvents.number, number)))
    .limit(1);
  if (other !== undefined) {
    await transaction
      .update(capturedEvents)
      .set({ receivedFrom: other.sender })
      .where(eq(capturedEvents.number, event));
    return;
  }
  await unindexEvents([{ number: event, event: row.body as EpcisEvent }], transaction);
  await transaction.delete(capturedEvents).where(eq(capturedEvents.number, event));
}
