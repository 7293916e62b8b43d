/** Answers queries over the events that this organisation captured. */
import { hashOfUri } from '@theriac/domain/epcis';
import { LedgerError, invalidInput } from '@theriac/domain/ledger';
import type { CapturedEventStore, StoredEvent } from '../capture/captured-events.store';
import { HttpRefusal } from '../http/http-refusal';
import type { EventFilter, EventQuery, NameTest } from './event-filter';
import { named } from './event-filter';
import type { EventIndexStore, FoundEvent, Place } from './event-index.store';

/** A page of events, and the token of the next one. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  readonly next: string | undefined;
}

/** EPCs of one page: an answer of some megabytes. One event is shown however many it has. */
const EPCS_A_PAGE = 50_000;

/** Answers queries. */
export class EventQueries {
  constructor(
    private readonly index: EventIndexStore,
    private readonly events: CapturedEventStore,
  ) {}

  /**
   * A page of the events that a query asks for.
   *
   * @param within what the route itself asks for
   * @throws LedgerError INVALID_INPUT when the token is none of such a list
   * @throws HttpRefusal RESULT_TOO_LARGE when the query allows fewer events than there are
   */
  async page({ filter, order, nextPageToken }: EventQuery, within: readonly NameTest[]): Promise<EventPage> {
    const whole: EventFilter = { ...filter, names: [...within, ...filter.names] };
    const token = readToken(nextPageToken);
    if (order.maxEventCount !== undefined) await this.#refuseMore(whole, order.maxEventCount);
    const left = token?.left ?? order.eventCountLimit;
    const most = Math.min(order.perPage, left ?? order.perPage);
    const found = await this.index.find(whole, order, token?.after, most + 1);
    const shown = withinSize(found.slice(0, most));
    const last = shown.at(-1);
    const leftAfter = left === undefined ? undefined : left - shown.length;
    const isEnd = last === undefined || shown.length === found.length || leftAfter === 0;
    return {
      events: await this.events.bodies(shown.map(({ event }) => event)),
      next: isEnd ? undefined : writeToken({ after: [last.at, last.event], left: leftAfter }),
    };
  }

  /**
   * The event with an eventID, and the declarations that it was an error; or one without by its hash, or its number here.
   *
   * @throws LedgerError EVENT_NOT_FOUND
   */
  async find(id: string): Promise<readonly StoredEvent[]> {
    const filter = { names: [named('eventID', { names: [id] })], times: [], numbers: [] };
    const order = { by: 'recordTime', direction: 'ASC', perPage: MOST_OF_ONE_ID, ...NO_LIMITS } as const;
    const found = await this.index.find(filter, order, undefined, MOST_OF_ONE_ID);
    if (found.length > 0) return this.events.bodies(found.map(({ event }) => event));
    const events = await this.events.bodies(await this.#numbersOf(id));
    if (events.length === 0) throw new LedgerError('EVENT_NOT_FOUND', 'no captured event has this id');
    return events;
  }

  async #numbersOf(id: string): Promise<readonly number[]> {
    if (/^[1-9]\d{0,14}$/.test(id)) return [Number(id)];
    const hash = hashOfUri(id);
    return hash === undefined ? [] : this.events.numbersOf(hash);
  }

  async #refuseMore(filter: EventFilter, most: number): Promise<void> {
    if ((await this.index.count(filter, most + 1)) <= most) return;
    throw new HttpRefusal('RESULT_TOO_LARGE', `more than ${most} events keep the query`, [
      { field: 'maxEventCount', rule: 'must be at least the number of events' },
    ]);
  }
}

/** An event, its declarations as an error, and others that wrongly have its id. */
const MOST_OF_ONE_ID = 30;
const NO_LIMITS = { eventCountLimit: undefined, maxEventCount: undefined };

function withinSize(found: readonly FoundEvent[]): readonly FoundEvent[] {
  let epcs = 0;
  const end = found.findIndex(({ epcCount }, position) => (epcs += epcCount) > EPCS_A_PAGE && position > 0);
  return end < 0 ? found : found.slice(0, end);
}

interface Token {
  readonly after: Place;
  /** How many of `eventCountLimit` are still to come. */
  readonly left: number | undefined;
}

function writeToken({ after, left }: Token): string {
  return [...after, ...(left === undefined ? [] : [left])].map((part) => part.toString(36)).join('_');
}

function readToken(text: string | undefined): Token | undefined {
  if (text === undefined) return undefined;
  if (!/^-?[0-9a-z]{1,10}_[0-9a-z]{1,10}(?:_[0-9a-z]{1,6})?$/.test(text))
    throw invalidInput([{ field: 'nextPageToken', rule: 'is no token of this list' }]);
  const [at = 0, event = 0, left] = text.split('_').map((part) => Number.parseInt(part, 36));
  return { after: [at, event], left };
}
