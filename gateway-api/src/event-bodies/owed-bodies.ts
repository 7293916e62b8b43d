/** Owes the bodies of a capture's events to the members whom each concerns, and to nobody else. */
import { type NamedPlaces, namedGlns } from '@theriac/domain/epcis';
import type { EventProof } from '@theriac/domain/supply';
import { inArray, sql } from 'drizzle-orm';
import { capturedEvents } from '../capture/captures.table';
import type { Transaction } from '../database';
import type { OutboxStore } from '../outbox';
import type { SupplyChannel } from '../supply/supply-channel';
import { eventDeliveries } from './event-deliveries.table';
import { OWED_BODIES_MESSAGE, type OwedEventBody } from './owed-bodies.message';

/** Events that are looked at in one statement. */
const EVENTS_AT_ONCE = 500;
/** Characters of JSON of one message; an event that is larger goes alone. */
const MESSAGE_SIZE = 1 << 20;
/** Events of one message: the receiver takes it in one transaction. */
const EVENTS_A_MESSAGE = 500;

/** The part of a body that names members; the lists of packs stay where they are. */
const PLACES = sql<NamedPlaces>`jsonb_strip_nulls(jsonb_build_object(
  'readPoint', ${capturedEvents.body} -> 'readPoint', 'bizLocation', ${capturedEvents.body} -> 'bizLocation',
  'sourceList', ${capturedEvents.body} -> 'sourceList', 'destinationList', ${capturedEvents.body} -> 'destinationList'))`;

/** A capture's events, each with its proof. */
export interface ProvenEvents {
  readonly capture: string;
  /** Their numbers, each once. */
  readonly events: readonly number[];
  proofOf(event: number): EventProof | undefined;
}

/** What it works with. */
export interface OwedBodiesParts {
  readonly channel: SupplyChannel;
  readonly outbox: Pick<OutboxStore, 'owe'>;
}

/** Owes bodies. */
export class OwedBodies {
  constructor(private readonly parts: OwedBodiesParts) {}

  /** Owes what of a capture was never owed before; how many messages that made. */
  async owe(capture: ProvenEvents, transaction: Transaction): Promise<{ messages: number }> {
    const batches = new Batches(this.parts.outbox, capture.capture, transaction);
    const { events } = capture;
    for (let at = 0; at < events.length; at += EVENTS_AT_ONCE) {
      const numbers = events.slice(at, at + EVENTS_AT_ONCE);
      for (const { number, size, receivers } of await this.#unowed(numbers, transaction)) {
        const proof = capture.proofOf(number);
        if (proof === undefined) throw new Error('a capture’s event is not in its tree');
        for (const receiver of receivers) await batches.add(receiver, { number, size, proof });
      }
    }
    return { messages: await batches.end() };
  }

  /** Events with the members that were not owed them before; of their bodies only what names members is read. */
  async #unowed(numbers: readonly number[], transaction: Transaction): Promise<readonly UnowedEvent[]> {
    const { number, body } = capturedEvents;
    const rows = await transaction
      .select({ number, size: sql<number>`length(${body}::text)`, places: PLACES })
      .from(capturedEvents)
      .where(inArray(number, [...numbers]));
    const known = await transaction
      .select({ event: eventDeliveries.event, receiver: eventDeliveries.receiver })
      .from(eventDeliveries)
      .where(inArray(eventDeliveries.event, [...numbers]));
    const owed = new Set(known.map(({ event, receiver }) => `${event} ${receiver}`));
    return rows.map((row) => {
      const concerned = this.parts.channel.concernedBy(namedGlns(row.places));
      const receivers = concerned.filter((name) => !owed.has(`${row.number} ${name}`));
      return { number: row.number, size: row.size, receivers };
    });
  }
}

interface UnowedEvent {
  readonly number: number;
  /** Characters of its JSON. */
  readonly size: number;
  readonly receivers: readonly string[];
}

/** Gathers each receiver's events into messages of a bounded size. */
class Batches {
  readonly #open = new Map<string, { size: number; events: OwedEventBody[] }>();
  #messages = 0;

  constructor(
    private readonly outbox: Pick<OutboxStore, 'owe'>,
    private readonly capture: string,
    private readonly transaction: Transaction,
  ) {}

  async add(receiver: string, event: OwedEventBody): Promise<void> {
    const open = this.#open.get(receiver);
    const isFull =
      open !== undefined && (open.size + event.size > MESSAGE_SIZE || open.events.length >= EVENTS_A_MESSAGE);
    if (isFull) await this.#flush(receiver, open.events);
    const batch = this.#open.get(receiver) ?? { size: 0, events: [] };
    batch.size += event.size;
    batch.events.push(event);
    this.#open.set(receiver, batch);
  }

  /** Owes what is left; how many messages there were. */
  async end(): Promise<number> {
    for (const [receiver, { events }] of this.#open) await this.#flush(receiver, events);
    return this.#messages;
  }

  async #flush(receiver: string, events: readonly OwedEventBody[]): Promise<void> {
    const { capture, transaction } = this;
    this.#open.delete(receiver);
    this.#messages += 1;
    const about = `/epcis/capture/${capture}`;
    const message = await this.outbox.owe(receiver, OWED_BODIES_MESSAGE, { events: [...events] }, transaction, about);
    await transaction
      .insert(eventDeliveries)
      .values(events.map(({ number: event }) => ({ event, receiver, capture, message })))
      // Another capture of the same event was quicker: it is sent twice, and kept once.
      .onConflictDoNothing();
  }
}
